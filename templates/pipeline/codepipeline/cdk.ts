import { entryOf, folderOf, get, type RepositoryView, type Source } from '../../../src/kit/index.ts';
import { text, texts } from '../values.ts';
import { allowsAll, projectIn } from './cdk-builds.ts';
import { readCdkPipeline, readPlainPipeline } from './cdk-pipelines.ts';
import { type Call, type Program, programOf } from './cdk-program.ts';
import { argumentsIn, calledIn, plainOf, propsIn, sameAs, textIn } from './cdk-values.ts';
import type { Raw, RawNotice, RawProject } from './raw.ts';
import type { IsTrunk } from './triggers.ts';

const sources =
  '**/{bin,lib,src,infra,infrastructure,cdk,stacks,stages,constructs,pipeline,pipelines,cicd,ci-cd,deploy}/**/*.{ts,mts}';
// Programs of other languages are not read: only whether they make pipelines.
const others = '**/*.{py,java}';
const tellingElsewhere =
  /\baws_cdk(?:\.| import [^=:]{0,500}?\b)(?:pipelines|aws_codepipeline)\b|\bsoftware\.amazon\.awscdk\.(?:pipelines|services\.codepipeline)\b/;
export const programGlobs: readonly string[] = ['**/cdk.json', sources, '**/*[pP]ipeline*.{ts,mts}', others];
const elsewhere = /(?:^|\/)(?:node_modules|cdk\.out|dist|tests?|__tests__|examples?)\/|\.(?:test|spec|d)\.[cm]?ts$/;
const telling =
  /aws-cdk-lib\/(?:pipelines|aws-code(?:pipeline|build))|\b(?:CodePipeline|PipelineProject|aws_codepipeline)\b/;

/** The programs of a repository, with the branches that they name, for telling which is the trunk. */
export interface Programs {
  readonly branches: readonly string[];
  /** Files that make pipelines in programs of which nothing says how they are run. */
  readonly unread: readonly string[];
  read(isTrunk: IsTrunk): readonly Raw[];
}

/** Programs of the CDK that make pipelines. Where a synthesized template of one lies beside it, that is read instead. */
export async function readPrograms(view: RepositoryView): Promise<Programs> {
  const apps = view.glob('**/cdk.json').filter((path) => !elsewhere.test(path));
  const programs: { readonly program: Program; readonly newer: boolean }[] = [];
  for (const path of apps) {
    const directory = folderOf(path);
    const within = (file: string): boolean => directory === '' || file.startsWith(`${directory}/`);
    const synthesized = view.paths.some(
      (file) =>
        within(file) &&
        /(?:^|\/)cdk\.out\/.*\.template\.json$/.test(file) &&
        /AWS::CodePipeline::Pipeline/.test(view.text(file) ?? ''),
    );
    const files = view.glob(...programGlobs.slice(1, 3)).filter((file) => within(file) && !elsewhere.test(file));
    if (synthesized || !files.some((file) => telling.test(view.text(file) ?? ''))) continue;
    const parsed = await Promise.all(files.map(async (file) => ({ path: file, tree: await view.typescript(file) })));
    const program = programOf(parsed.filter((file): file is Source => file.tree !== undefined));
    const newer = get(view.json(path), 'context', '@aws-cdk/aws-codepipeline:defaultPipelineTypeToV2') === true;
    programs.push({ program, newer });
  }
  return {
    unread: [...strayIn(view, apps.map(folderOf)), ...foreignIn(view, apps)],
    branches: programs.flatMap(({ program }) => branchesOf(program)),
    read: (isTrunk) => programs.map(({ program, newer }) => readProgram(view, program, isTrunk, newer)),
  };
}

/** Programs that make pipelines and have no `cdk.json`: their command line says what is run. */
function strayIn(view: RepositoryView, apps: readonly string[]): readonly string[] {
  const isIn = (file: string, folder: string): boolean => folder === '' || file.startsWith(`${folder}/`);
  const folders = view
    .glob('**/package.json')
    .filter((path) => !elsewhere.test(path) && /"(?:aws-cdk-lib|@aws-cdk\/core)"/.test(view.text(path) ?? ''))
    .map(folderOf)
    .filter((folder) => !apps.some((app) => isIn(app, folder) || isIn(folder, app)));
  if (folders.length === 0) return [];
  return view
    .glob(...programGlobs.slice(1, 3))
    .filter((file) => !elsewhere.test(file) && folders.some((folder) => isIn(file, folder)))
    .filter((file) => telling.test(view.text(file) ?? ''))
    .slice(0, 3);
}

/** Programs of Python and Java that make pipelines, below a `cdk.json` that runs such a program. */
function foreignIn(view: RepositoryView, apps: readonly string[]): readonly string[] {
  const folders = apps
    .filter((path) => /python|mvn|gradle|java\b|\.py\b/.test(text(get(view.json(path), 'app')) ?? ''))
    .map(folderOf);
  if (folders.length === 0) return [];
  return view
    .glob(others)
    .filter((file) => !elsewhere.test(file) && folders.some((folder) => folder === '' || file.startsWith(`${folder}/`)))
    .filter((file) => tellingElsewhere.test(view.text(file) ?? ''))
    .slice(0, 3);
}

const branchesOf = ({ constructs }: Program): readonly string[] =>
  constructs.flatMap(({ value, type }) => {
    if (type === 'CodePipeline') {
      const source = entryOf(propsIn(entryOf(propsIn(value), 'synth')), 'input');
      return textIn(argumentsIn(source)[1]) ?? [];
    }
    return type.endsWith('SourceAction') ? (textIn(entryOf(propsIn(value), 'branch')) ?? []) : [];
  });

function readProgram(view: RepositoryView, program: Program, isTrunk: IsTrunk, newer: boolean): Raw {
  const context = { view, program, isTrunk, newer };
  const used = new Set(
    program.constructs.flatMap(({ value, type }) => {
      const under = type === 'CodePipeline' ? entryOf(propsIn(value), 'codePipeline') : undefined;
      return under === undefined ? [] : [sameAs(under.at)];
    }),
  );
  return {
    pipelines: program.constructs.flatMap((construct) => {
      if (construct.type === 'CodePipeline') return [readCdkPipeline(context, construct)];
      return construct.type === 'Pipeline' && !used.has(sameAs(construct.value.at))
        ? [readPlainPipeline(context, construct)]
        : [];
    }),
    projects: program.constructs.flatMap(({ value }) => {
      const project = projectIn(view, value, isTrunk);
      return project === null ? [] : [withRights(program, project)];
    }),
    notices: [...program.calls.flatMap(noticesOf), ...program.constructs.flatMap(({ value }) => rulesOf(value))],
  };
}

/** A project with what is added to its role afterwards. */
function withRights({ calls }: Program, project: RawProject): RawProject {
  const added = calls.filter(({ on, method }) => on === sameAs(project.at) && method === 'addToRolePolicy');
  const admin = allowsAll(added.flatMap(({ args }) => args));
  return admin ? { ...project, role: { ...project.role, admin } } : project;
}

/** `pipeline.notifyOnExecutionStateChange(...)` and its like. */
function noticesOf({ method, args, at }: Call): readonly RawNotice[] {
  const events = texts(get(plainOf(args.at(-1)), 'events'));
  const of = /Build/.test(method) || events.includes('BUILD_FAILED') ? 'build' : 'pipeline';
  const watches =
    /^(?:notifyOn(?:ExecutionStateChange|AnyStageStateChange|AnyActionStateChange|BuildFailed)|onStateChange|onBuildFailed)$/.test(
      method,
    ) ||
    (method === 'notifyOn' && events.some((event) => event.endsWith('FAILED')));
  return watches ? [{ at, of, name: method, source: null }] : [];
}

/** `new NotificationRule(...)`, and `new Rule(...)` of EventBridge. */
function rulesOf(value: Parameters<typeof plainOf>[0]): readonly RawNotice[] {
  const type = calledIn(value);
  if (value === undefined || (type !== 'NotificationRule' && type !== 'Rule')) return [];
  const plain = plainOf(propsIn(value));
  const events = texts(get(plain, 'events'));
  const states = texts(get(plain, 'eventPattern', 'detail', 'state'));
  const services = texts(get(plain, 'eventPattern', 'source'));
  const failed = states.length === 0 || states.includes('FAILED');
  const notice = (of: RawNotice['of']): RawNotice => ({ at: value.at, of, name: type, source: null });
  return [
    ...(events.some((event) => /^codepipeline-.*-failed$/.test(event)) ||
    (failed && services.includes('aws.codepipeline'))
      ? [notice('pipeline')]
      : []),
    ...(events.includes('codebuild-project-build-state-failed') || (failed && services.includes('aws.codebuild'))
      ? [notice('build')]
      : []),
  ];
}
