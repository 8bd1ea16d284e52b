import { get, list, shown } from '../../../src/kit/index.ts';
import type { Judge, JudgeContext, Judgement } from '../../../src/kit/index.ts';
import { rootName } from '../known.ts';
import type { Api, Program } from '../model.ts';

/** Judges whether settings come from the environment through one door that checks them. */
export const judge: Judge<Api> = ({ programs, containers }, { models }) => {
  const declared = declaredBy(models, containers);
  return programs.flatMap((program) => judgeProgram(program, declared));
};

/** Variables that infrastructure or the image sets; null where that cannot be told in full. */
const declaredBy = (models: JudgeContext['models'], containers: Api['containers']): ReadonlySet<string> | null => {
  const names = list(get(models['iac'], 'variables')).map((variable) => get(variable, 'name'));
  const known = names.filter((name) => typeof name === 'string' && name !== '');
  if (known.length === 0 || known.length < names.length) return null;
  return new Set([...known.map(shown), ...containers.flatMap(({ variables }) => variables)]);
};

/** Variables of the runtime, the platform and tools rather than of the service. */
const conventional =
  /^(?:NODE_(?:ENV|OPTIONS|PATH|DEBUG|EXTRA_CA_CERTS)|CI|DEBUG|NO_COLOR|FORCE_COLOR|TZ|LANG|HOME|PATH|PWD|USER|SHELL|TMPDIR|HOSTNAME|(?:HTTPS?|NO|ALL)_PROXY|(?:https?|no|all)_proxy|JEST_WORKER_ID|VITEST|npm_\w+|AWS_(?:REGION|DEFAULT_REGION|EXECUTION_ENV|LAMBDA_\w+)|KUBERNETES_SERVICE_(?:HOST|PORT))$/;

const isConventional = (name: string | null): boolean => name !== null && conventional.test(name);

/** Where nothing checks settings, that is one thing to do, however many modules read them. */
const checkedNowhere = (
  name: string,
  reads: Program['settings']['reads'],
  modules: Program['settings']['modules'],
): Judgement => {
  const paths = modules.map(({ module }) => module);
  const read = reads.filter((one) => paths.includes(one.module) && !isConventional(one.name));
  const variables = new Set(read.map((one) => one.name)).size;
  return {
    outcome: 'fail',
    message: `Nothing in ${name === rootName ? 'the program' : name} checks at start that its settings are there and well-formed: ${variables === 1 ? '1 variable is' : `${variables} variables are`} read where used, in ${shortList(paths)}.`,
    at: read.slice(0, 20).map((one) => one.at),
    subject: `settings of ${name}`,
  };
};

const manyModules = 5;

const readPast = (
  name: string,
  reads: Program['settings']['reads'],
  modules: Program['settings']['modules'],
  doors: Program['settings']['modules'],
): Judgement => {
  const paths = modules.map(({ module }) => module);
  return {
    outcome: 'fail',
    message: `${modules.length} modules, such as ${paths.slice(0, 3).join(', ')}, read variables past ${shortList(doors.map(({ module }) => module))}, which ${doors.length === 1 ? 'checks' : 'check'} the settings.`,
    at: reads
      .filter((one) => paths.includes(one.module))
      .slice(0, 20)
      .map((one) => one.at),
    subject: `settings of ${name}`,
  };
};

const namedAtMost = 6;

const shortList = (names: readonly string[]): string =>
  names.length > namedAtMost
    ? `${names.slice(0, namedAtMost).join(', ')} and ${names.length - namedAtMost} more`
    : names.join(', ');

const judgeProgram = (
  { name, settings, readable, language, at }: Program,
  declared: ReadonlySet<string> | null,
): readonly Judgement[] => {
  if (!readable) {
    const message = `The program in ${name} is written in ${language}, which is not read here.`;
    return [{ outcome: 'unknown', message, at: [at], subject: `settings of ${name}` }];
  }
  const perEnvironment = settings.perEnvironment.map(({ text, at: place }): Judgement => ({
    outcome: 'fail',
    message: `${text} holds the values of one environment: they belong into its variables, not into the program.`,
    at: [place],
    subject: text,
  }));
  const doors = settings.modules.filter(({ validates }) => validates);
  const unchecked = settings.modules.filter(({ validates }) => !validates);
  const unread = unchecked.filter(
    ({ demands, module }) =>
      !demands && settings.reads.some((read) => read.module === module && !isConventional(read.name)),
  );
  const nowhere = doors.length === 0 && unread.length > 1 ? [checkedNowhere(name, settings.reads, unread)] : [];
  const past = doors.length > 0 && unread.length > manyModules ? [readPast(name, settings.reads, unread, doors)] : [];
  const around = (
    [...nowhere, ...past].length > 0 ? unchecked.filter((module) => !unread.includes(module)) : unchecked
  ).flatMap(({ module, demands }): readonly Judgement[] => {
    const reads = settings.reads.filter((read) => read.module === module && !isConventional(read.name));
    if (reads.length === 0) return [];
    const names = shortList([...new Set(reads.map((read) => read.name ?? 'the whole environment'))]);
    const message =
      doors.length > 0
        ? `${module} reads ${names} past ${shortList(doors.map((door) => door.module))}, which ${doors.length === 1 ? 'checks' : 'check'} the settings.`
        : demands
          ? `${module} reads ${names}, and stops when some of it is not there, but checks nothing against a schema.`
          : `${module} reads ${names}, and nothing checks at start that it is there and well-formed.`;
    return [{ outcome: 'fail', message, at: reads.map((read) => read.at), subject: module }];
  });
  const missing = settings.reads.filter(
    ({ name: variable, optional, module }) =>
      variable !== null &&
      !optional &&
      !isConventional(variable) &&
      declared?.has(variable) === false &&
      doors.some((door) => door.module === module),
  );
  const unset = missing.map((read): Judgement => ({
    outcome: 'fail',
    message: `${read.name} is read, but neither infrastructure nor the image sets it: the program will start nowhere but here.`,
    at: [read.at],
    subject: `variable ${read.name}`,
  }));
  const problems = [...perEnvironment, ...nowhere, ...past, ...around, ...unset];
  if (problems.length > 0) return problems;
  const subject = `settings of ${name}`;
  if (doors.length === 0) {
    return [
      {
        outcome: 'unknown',
        message: `The program in ${name} reads no settings that could be seen.`,
        at: [at],
        subject,
      },
    ];
  }
  const message = `The program in ${name} takes its settings from the environment through ${shortList(doors.map(({ module }) => module))}, checked against a schema.`;
  return [{ outcome: 'pass', message, at: doors.map((door) => door.at), subject }];
};
