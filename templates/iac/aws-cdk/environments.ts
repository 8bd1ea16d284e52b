import type { Node } from '@babel/types';
import { nameOf, nodesOf, pathOf } from '../../../src/kit/index.ts';
import type { Environment } from '../model.ts';
import type { Construct, Program } from './construct.ts';
import { numberOf, textOf } from './props.ts';

/** The environments of a program: its settings for each, and stages and stacks that are made for an account. */
export const environmentsOf = (program: Program): readonly Environment[] => {
  const settings = inSettings(program);
  const named = new Set(settings.map(({ name }) => name));
  return [
    ...settings,
    ...program.constructs.flatMap((construct) => made(construct)).filter(({ name }) => !named.has(name)),
  ];
};

const isAccount = (property: Node): boolean => property.type === 'ObjectProperty' && nameOf(property.key) === 'account';

/** Objects that name an account are the configuration of an environment. */
const inSettings = ({ sources: files, evaluator }: Program): readonly Environment[] =>
  files.flatMap(({ path, tree }) =>
    [...nodesOf(tree)].flatMap((node): readonly Environment[] => {
      if (node.type !== 'ObjectExpression' || !node.properties.some(isAccount)) return [];
      const value = evaluator.evaluate(path, node);
      if (value.kind !== 'object') return [];
      const { name, account, region, hostName, monthlyBudget } = value.entries;
      const id = textOf(account);
      if (textOf(name) === null || id === null || !/^\d{12}$/.test(id)) return [];
      return [
        {
          name: textOf(name) ?? '',
          account: id,
          accountFrom: null,
          region: textOf(region),
          hostName: textOf(hostName),
          budget: numberOf(monthlyBudget),
          at: value.at,
        },
      ];
    }),
  );

const stages =
  /(?:^|[-_a-z])(?:alpha|beta|gamma|dev|test|stag(?:e|ing)|qa|uat|pre-?prod|sandbox|int|prod|production|prd|live)(?:$|[-_A-Z])/i;

/** `new OrdersStage(app, 'prod', { env: { account: '…' } })`: told by a name that stages have. */
const made = ({ name, props, node, at }: Construct): readonly Environment[] => {
  const env = props.get('env');
  const id = name.split('/').at(-1) ?? name;
  if (env?.kind !== 'object' || !stages.test(id)) return [];
  const { account, region } = env.entries;
  const written = textOf(account);
  const known = written !== null && /^\d{12}$/.test(written) ? written : null;
  const from = known === null ? variableIn(node) : null;
  return [{ name: id, account: known, accountFrom: from, region: textOf(region), hostName: null, budget: null, at }];
};

/** The variable of `account: process.env.PROD_ACCOUNT`; that of whoever runs the CDK is no account of its own. */
const variableIn = (node: Node): string | null => {
  for (const inner of nodesOf(node)) {
    if (inner.type !== 'ObjectProperty' || !isAccount(inner)) continue;
    for (const part of nodesOf(inner.value)) {
      const path = part.type === 'MemberExpression' ? pathOf(part) : null;
      const quoted = part.type === 'MemberExpression' && part.computed ? nameOf(part.property) : null;
      const isEnvironment = part.type === 'MemberExpression' && pathOf(part.object)?.join('.') === 'process.env';
      const name = isEnvironment ? (quoted ?? path?.at(-1) ?? null) : null;
      if (name !== null && name !== 'CDK_DEFAULT_ACCOUNT') return name;
    }
  }
  return null;
};
