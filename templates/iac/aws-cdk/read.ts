import { defineReader, folderOf, get, importsOf, pointer, record } from '../../../src/kit/index.ts';
import type { RepositoryView, Source } from '../../../src/kit/index.ts';
import { hasAssembly } from '../cloudformation/assembly.ts';
import { joinParts } from '../model.ts';
import type { App, Elsewhere, Infrastructure, Part } from '../model.ts';
import { readEdges } from './edges.ts';
import { environmentsOf } from './environments.ts';
import { checksIn, readGuards } from './guards.ts';
import { readFunctions } from './functions.ts';
import { readFirstLevel } from './l1.ts';
import { readLogins } from './logins.ts';
import { readDriver } from './logs.ts';
import type { Program } from './construct.ts';
import { programOf } from './program.ts';
import { readQueues } from './queues.ts';
import { readResource } from './resources.ts';
import { readService, readServiceCall } from './services.ts';
import { readStackTags, readTag, tagsOfSettings } from './tags.ts';
import { readCall, readPolicy } from './traffic.ts';
import { readTrusts } from './trusts.ts';
import { ofTheProgram } from './sources.ts';
import { readWorkloads } from './workloads.ts';

const sources = [
  '**/{bin,lib,src,infra,infrastructure,cdk,stacks,stages,constructs}/**/*.{ts,mts}',
  '**/{index,app,main,stack,*-stack,*.stack,*_stack,*Stack}.{ts,mts}',
];
const tests = ['**/{test,tests,__tests__}/**/*.{ts,mts}', '**/*.{test,spec}.{ts,mts}'];
const elsewhere = /(?:^|\/)(?:node_modules|cdk\.out|dist|test|tests|__tests__)\/|\.(?:test|spec|d)\.[cm]?ts$/;

/** CDK programs in TypeScript as they are written; where a synthesized template lies beside one, that is read instead. */
export const reader = defineReader<Infrastructure>({
  globs: ['**/cdk.json', ...sources, ...tests],
  read: async (view) => {
    const apps = appFilesOf(view).map(appOf(view));
    const parts = await Promise.all(apps.map(async ({ directory, at }) => partsOf(directory, at.path, view)));
    return joinParts([{ apps }, ...parts.flat()]);
  },
  answers: ({ environments, deployments, capacity, stateful }) => {
    const named = (name: string) => environments.find((environment) => environment.name === name);
    const [beta, gamma, prod] = [named('beta'), named('gamma'), named('prod')];
    const minutes = deployments.find(({ platform }) => platform === 'ecs')?.stepMinutes ?? null;
    // A critical service, told by its backups, is watched for an hour even when the answer was less.
    const raised = minutes === 60 && stateful.some(({ backup }) => backup?.days === 35);
    const size = Object.entries(sizes).find(([, cpu]) => cpu === capacity.cpu)?.[0] ?? null;
    // A host name is `<stage>.<service>.<domain>`, of production without the stage.
    const domain = prod?.hostName?.split('.').slice(1).join('.') ?? null;
    const given = {
      region: prod?.region,
      betaAccount: beta?.account,
      gammaAccount: gamma?.account,
      prodAccount: prod?.account,
      domainName: domain,
      bakeMinutes: raised ? null : minutes,
      monthlyBudget: prod?.budget,
      taskSize: size,
      minimumTasks: capacity.minimum,
      maximumTasks: capacity.maximum,
    };
    return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null && value !== undefined));
  },
});

const sizes = { small: 256, medium: 512, large: 1024, xlarge: 2048 };

/** The files that say how an app is run: settings of the tool or, without any, a script that hands the tool its program. */
const appFilesOf = (view: RepositoryView): readonly string[] => {
  const own = view.paths.filter((path) => /(?:^|\/)(?:cdk|package)\.json$/.test(path) && !elsewhere.test(path));
  const settings = own.filter((path) => path.endsWith('cdk.json'));
  const within = (path: string, folder: string): boolean => folder === '' || `${path}/`.startsWith(`${folder}/`);
  const folders = settings.map(folderOf);
  const scripts = own.filter((path) => {
    const folder = folderOf(path);
    const isSet = folders.some((other) => within(other, folder) || within(folder, other));
    return path.endsWith('package.json') && !isSet && runsProgram(view.json(path));
  });
  return [...settings, ...scripts];
};

const runsProgram = (manifest: unknown): boolean =>
  Object.values(record(get(manifest, 'scripts'))).some(
    (script) => typeof script === 'string' && /\bcdk .{0,300}?(?:--app|-a)[ =]/.test(script.slice(0, 500)),
  );

const appOf =
  (view: RepositoryView) =>
  (path: string): App => {
    const hasEntry = path.endsWith('cdk.json') && view.json(path) !== undefined;
    return {
      tool: 'aws-cdk',
      directory: path.slice(0, Math.max(0, path.lastIndexOf('/'))),
      at: hasEntry ? { path, pointer: pointer('app') } : { path },
    };
  };

const partsOf = async (directory: string, path: string, view: RepositoryView): Promise<readonly Part[]> => {
  const within = (candidate: string): boolean => directory === '' || candidate.startsWith(`${directory}/`);
  const synthesized = hasAssembly(directory, view);
  const texts = new Map(
    view
      .glob(...sources)
      .filter((candidate) => within(candidate) && !elsewhere.test(candidate))
      .flatMap((candidate) => {
        const text = view.text(candidate);
        return text === undefined ? [] : [[candidate, text] as const];
      }),
  );
  const parsed = await Promise.all(
    ofTheProgram(texts).map(async (candidate) => ({ path: candidate, tree: await view.typescript(candidate) })),
  );
  const program = programOf(parsed.filter((file): file is Source => file.tree !== undefined));
  const language = languageOf(view.json(path));
  const empty = !program.sources.some(({ tree }) => usesCdk(tree));
  const unread: readonly Elsewhere[] =
    synthesized || (language === undefined && !empty)
      ? []
      : [
          {
            what: language === undefined ? 'a CDK app whose program was not found' : `a CDK app in ${language}`,
            at: { path },
          },
        ];
  const shared: readonly Part[] = [
    {
      elsewhere: [...unread, ...(synthesized ? [] : ofOthers(program))],
      environments: environmentsOf(program),
      tags: tagsOfSettings(view.json(path), path),
    },
    ...readGuards(program),
    await checksInTests(view, within),
    ...program.calls.flatMap((call) => readTag(call, program)),
    ...program.constructs.flatMap(readStackTags),
  ];
  // The templates say what the program comes to; what they do not say is read from the program still.
  if (synthesized) return shared;
  return [
    ...shared,
    ...readTrusts(program),
    ...program.constructs.flatMap((construct) => [
      ...readResource(construct, program),
      ...readPolicy(construct),
      ...readService(construct, program),
      ...readEdges(construct),
    ]),
    ...program.calls.flatMap((call) => [
      ...readCall(call, program),
      ...readDriver(call, program),
      ...readServiceCall(call, program),
    ]),
    ...readFunctions(program),
    ...readQueues(program),
    ...readLogins(program),
    ...readWorkloads(program),
    ...readFirstLevel(program),
  ];
};

/** What constructs of others make is not read. */
const ofOthers = ({ foreign }: Program): readonly Elsewhere[] =>
  [...foreign].map(([name, at]) => ({ what: `constructs of the package ${name}`, at }));

const usesCdk = ({ program }: Source['tree']): boolean =>
  program.body.some(
    (statement) =>
      statement.type === 'ImportDeclaration' && /^(?:aws-cdk-lib|@aws-cdk)(?:\/|$)/.test(statement.source.value),
  );

const languages: readonly (readonly [RegExp, string])[] = [
  [/python|pipenv|poetry|\buv\b/, 'Python'],
  [/mvn|gradle|\bjava\b|\.jar\b/, 'Java'],
  [/dotnet/, '.NET'],
  [/\bgo\b/, 'Go'],
];

/** The language of an app by the command that runs it, of those that are not read. */
const languageOf = (settings: unknown): string | undefined => {
  const command = get(settings, 'app');
  return typeof command === 'string' ? languages.find(([pattern]) => pattern.test(command))?.[1] : undefined;
};

/** Tests may judge the templates that the program makes. */
const checksInTests = async (view: RepositoryView, within: (path: string) => boolean): Promise<Part> => {
  const files = view
    .glob(...tests)
    .filter(
      (path) => within(path) && !path.includes('node_modules/') && /cdk-nag|cdk-validator/.test(view.text(path) ?? ''),
    );
  const found = await Promise.all(
    files.slice(0, 50).map(async (path) => {
      const tree = await view.typescript(path);
      return tree === undefined ? [] : checksIn(path, tree.program, importsOf(tree));
    }),
  );
  return { policyChecks: found.flat().map((check) => ({ ...check, inTests: true })) };
};
