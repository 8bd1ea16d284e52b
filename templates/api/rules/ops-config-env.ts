import type { Judge, Judgement } from '../../../src/kit/index.ts';
import type { Api, Program } from '../model.ts';

/** Judges whether settings come from the environment through one door that checks them. */
export const judge: Judge<Api> = ({ programs }) => programs.flatMap(judgeProgram);

/** Variables of the runtime and of tools rather than of the service. */
const conventional: ReadonlySet<string | null> = new Set(['NODE_ENV', 'CI', 'NO_COLOR']);

const judgeProgram = ({ name, settings, at }: Program): readonly Judgement[] => {
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
  const problems = [...perEnvironment, ...around];
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
