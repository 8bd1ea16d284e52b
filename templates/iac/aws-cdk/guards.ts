import type { ClassDeclaration, Node } from '@babel/types';
import { importsOf, nameOf, nodesOf, pathOf, placeOf } from '../../../src/kit/index.ts';
import type { Value } from '../../../src/kit/index.ts';
import type { Part, PolicyCheck, Suppression, Tie, Use } from '../model.ts';
import type { Call, Construct, Program } from './construct.ts';
import { memberOf, textOf } from './props.ts';

/** Policies that a program is judged by, what it uses of AWS, and what ties it to one account. */
export const readGuards = (program: Program): readonly Part[] => [
  { policyChecks: program.sources.flatMap(({ path, tree }) => checksIn(path, tree.program, importsOf(tree))) },
  { suppressions: program.calls.flatMap((call) => suppressed(call, program)) },
  { uses: [...modulesOf(program), ...program.constructs.flatMap(usesOf)] },
  { ties: [...program.constructs.flatMap(namedIn), ...tiesOf(program)] },
];

const tools: Readonly<Record<string, string>> = {
  'cdk-nag': 'cdk-nag',
  '@cdklabs/cdk-validator-cfnguard': 'cfn-guard',
  '@bridgecrew/cdk-validator-checkov': 'checkov',
  'cdk-validator-checkov': 'checkov',
};

/** `new AwsSolutionsChecks()` of cdk-nag, as an aspect or a plugin, and validators of other tools. */
export const checksIn = (path: string, tree: Node, imports: ReturnType<typeof importsOf>): readonly PolicyCheck[] =>
  [...nodesOf(tree)].flatMap((node): readonly PolicyCheck[] => {
    if (node.type !== 'NewExpression') return [];
    const [first = '', second] = pathOf(node.callee) ?? [];
    const imported = imports.get(first);
    const tool = imported && Object.hasOwn(tools, imported.module) ? tools[imported.module] : undefined;
    const name = second ?? imported?.name ?? first;
    return tool !== undefined && /Checks$|Validator$/.test(name) ? [{ tool, at: placeOf(path, node) }] : [];
  });

/** `NagSuppressions.add…(scope, [{ id, reason }])` and `Validations.of(scope).acknowledge({ id, reason })`. */
const suppressed = ({ node, path, name }: Call, { evaluator }: Program): readonly Suppression[] => {
  const older = /^add(Resource|Stack)Suppressions(ByPath)?$/.test(name);
  if (!older && name !== 'acknowledge') return [];
  if (!older && !isValidations(node.callee)) return [];
  const values = node.arguments.map((argument) => evaluator.evaluate(path, argument));
  const given = older ? values.flatMap((value) => (value.kind === 'list' ? value.items : [])) : values;
  return given.flatMap((value): readonly Suppression[] => {
    if (value.kind !== 'object') return [];
    const { id, reason } = value.entries;
    return [{ tool: 'cdk-nag', id: id ? wordsOf(id) : null, reason: reason ? wordsOf(reason) : null, at: value.at }];
  });
};

const isValidations = (callee: Node): boolean =>
  callee.type === 'MemberExpression' &&
  callee.object.type === 'CallExpression' &&
  pathOf(callee.object.callee)?.join('.') === 'Validations.of';

const wordsOf = (value: Value): string => textOf(value) ?? '${}';

/** Each module of the CDK once, as it is imported first. */
const modulesOf = ({ sources }: Program): readonly Use[] => {
  const seen = new Set<string>();
  return sources.flatMap(({ path, tree }) =>
    tree.program.body.flatMap((statement): readonly Use[] => {
      if (statement.type !== 'ImportDeclaration') return [];
      const name = statement.source.value;
      if (!/^(?:aws-cdk-lib|@aws-cdk)\/aws-/.test(name) || seen.has(name)) return [];
      seen.add(name);
      return [{ kind: 'resource', name, at: placeOf(path, statement) }];
    }),
  );
};

const usesOf = ({ type, props }: Construct): readonly Use[] => {
  const runtime = props.get('runtime');
  const name = runtimeNamed(memberOf(runtime));
  const actions = props.get('actions');
  const written = type === 'PolicyStatement' && actions?.kind === 'list' ? actions.items : [];
  return [
    ...(runtime && name !== null ? [{ kind: 'runtime' as const, name, at: runtime.at }] : []),
    ...written.flatMap((item): readonly Use[] => {
      const action = textOf(item);
      return action === null ? [] : [{ kind: 'action', name: action, at: item.at }];
    }),
  ];
};

/** `nodejs18.x` of `NODEJS_18_X`, `python3.9` of `PYTHON_3_9`. */
const runtimeNamed = (member: string | null): string | null => {
  const [, language, version] =
    /^(NODEJS|PYTHON|JAVA|RUBY|GO|DOTNET_CORE|DOTNET|PROVIDED)_?([0-9A-Z_]*)$/.exec(member ?? '') ?? [];
  if (language === undefined || version === undefined) return null;
  const dotted = version.toLowerCase().replaceAll('_', '.');
  if (language === 'PROVIDED') return dotted === '' ? 'provided' : `provided.${dotted}`;
  return `${language.toLowerCase().replace('_', '')}${dotted}`;
};

/** Properties that name a resource for a whole account, where the CDK would make up a name. */
const physical =
  /^(bucketName|tableName|queueName|topicName|functionName|clusterName|clusterIdentifier|instanceIdentifier|loadBalancerName|targetGroupName|securityGroupName|secretName|streamName|serviceName)$/;

const namedIn = ({ type, name, props }: Construct): readonly Tie[] => {
  if (type === null) return [];
  // A bucket of a website has to be called what its host name is.
  if (props.get('websiteIndexDocument') !== undefined) return [];
  return Object.entries(props.entries).flatMap(([key, value]): readonly Tie[] => {
    const written = value.kind === 'literal' ? textOf(value) : null;
    return physical.test(key) && written !== null
      ? [{ kind: 'physical name', value: written, resource: name, at: value.at }]
      : [];
  });
};

const arn = /^arn:[^:]*:[a-z0-9-]*:[a-z0-9-]*:\d{12}:/;
const region = /^(?:af|ap|ca|cn|eu|il|me|mx|sa|us)(?:-gov)?-(?:north|south|east|west|central)(?:east|west)?-[1-9]$/;

/** What stands in the constructs themselves; the entry of the program and its settings may name accounts and read variables. */
const tiesOf = ({ sources, constructs }: Program): readonly Tie[] => [
  ...sources.flatMap(({ path, tree }) =>
    [...nodesOf(tree, (node) => !isOwnConstruct(node))].flatMap((node): readonly Tie[] =>
      isOwnConstruct(node) ? [...nodesOf(node.body)].flatMap((inner) => tieIn(inner, node.id?.name ?? path, path)) : [],
    ),
  ),
  ...constructs
    .filter(({ type }) => type === 'CfnParameter' || type === 'CfnCondition')
    .map(({ type, name, at }): Tie => ({ kind: 'parameter', value: String(type), resource: name, at })),
];

const isOwnConstruct = (node: Node): node is ClassDeclaration =>
  node.type === 'ClassDeclaration' && !!node.superClass && isConstruct(pathOf(node.superClass)?.at(-1) ?? '');

const isConstruct = (parent: string): boolean => /(?:^|[a-z])(?:Stack|Construct|Stage)$/.test(parent);

const tieIn = (node: Node, resource: string, path: string): readonly Tie[] => {
  const at = placeOf(path, node);
  if (node.type === 'MemberExpression' && pathOf(node)?.slice(0, 2).join('.') === 'process.env') {
    const names = pathOf(node);
    // `process.env` itself is the inner node of `process.env.NAME`, and is counted with it.
    if (names?.length === 2) return [];
    return [{ kind: 'environment', value: names?.at(-1) ?? 'a variable', resource, at }];
  }
  if (node.type === 'MemberExpression' && node.computed && pathOf(node.object)?.join('.') === 'process.env') {
    return [{ kind: 'environment', value: nameOf(node.property) ?? 'a variable', resource, at }];
  }
  if (node.type === 'StringLiteral') {
    if (arn.test(node.value)) return [{ kind: 'arn', value: node.value.slice(0, 120), resource, at }];
    if (/^\d{12}$/.test(node.value)) return [{ kind: 'account', value: node.value, resource, at }];
    if (region.test(node.value)) return [{ kind: 'region', value: node.value, resource, at }];
  }
  if (
    node.type === 'TemplateLiteral' &&
    node.quasis.some(({ value }) => /^arn:[^:]*:[a-z0-9-]*:[a-z0-9-]*:\d{12}:/.test(value.raw))
  ) {
    return [
      {
        kind: 'arn',
        value: node.quasis
          .map(({ value }) => value.raw)
          .join('${}')
          .slice(0, 120),
        resource,
        at,
      },
    ];
  }
  return [];
};
