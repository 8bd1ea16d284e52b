import { get, list } from '../../../src/kit/index.ts';
import type { Judge, JudgeContext, Judgement } from '../../../src/kit/index.ts';
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
  return new Set([...known.map(String), ...containers.flatMap(({ variables }) => variables)]);
};

/** Variables of the runtime and of tools rather than of the service. */
const conventional: ReadonlySet<string | null> = new Set([
  'NODE_ENV',
  'CI',
  'NO_COLOR',
  'TZ',
  'AWS_REGION',
  'AWS_LAMBDA_FUNCTION_NAME',
  'npm_package_version',
]);

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
  const around = unchecked.flatMap(({ module }): readonly Judgement[] => {
    const reads = settings.reads.filter((read) => read.module === module && !conventional.has(read.name));
    if (reads.length === 0) return [];
    const names = [...new Set(reads.map((read) => read.name ?? 'the whole environment'))].join(', ');
    const message =
      doors.length > 0
        ? `${module} reads ${names} past ${doors.map((door) => door.module).join(', ')}, which checks the settings.`
        : `${module} reads ${names}, and nothing checks at start that it is there and well-formed.`;
    return [{ outcome: 'fail', message, at: reads.map((read) => read.at), subject: module }];
  });
  const missing = settings.reads.filter(
    ({ name: variable, optional, module }) =>
      variable !== null &&
      !optional &&
      !conventional.has(variable) &&
      declared?.has(variable) === false &&
      doors.some((door) => door.module === module),
  );
  const unset = missing.map((read): Judgement => ({
    outcome: 'fail',
    message: `${read.name} is read, but neither infrastructure nor the image sets it: the program will start nowhere but here.`,
    at: [read.at],
    subject: `variable ${read.name}`,
  }));
  const problems = [...perEnvironment, ...around, ...unset];
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
  const message = `The program in ${name} takes its settings from the environment through ${doors.map(({ module }) => module).join(', ')}, checked against a schema.`;
  return [{ outcome: 'pass', message, at: doors.map((door) => door.at), subject }];
};
