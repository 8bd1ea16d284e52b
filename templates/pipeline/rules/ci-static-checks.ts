import type { Judge, Judgement } from '../../../src/kit/index.ts';
import { type Act, type Pipeline, type Step, stepsOf } from '../model.ts';

const checks: readonly (readonly [Act, string])[] = [
  ['lint', 'lint'],
  ['format', 'the format check'],
  ['typecheck', 'the type check'],
];

const allOf = (names: readonly string[]): string =>
  names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${names.at(-1)}` : names.join('');

/** Judges every project with a compiler configuration; without any, the repository as a whole. */
export const judge: Judge<Pipeline> = (pipeline) => {
  const blocking = stepsOf(pipeline).filter((step) => step.blocking && step.events.includes('pull-request'));
  if (pipeline.typeConfigs.length === 0) {
    const at = pipeline.workflows.map((workflow) => workflow.at).slice(0, 3);
    return [verdict(pipeline, 'the repository', missing(blocking, checks.slice(0, 2)), [], at)];
  }
  return pipeline.typeConfigs.flatMap(({ at, directory, strict }) => {
    const name = directory === '' ? 'the root project' : directory;
    const around = (outer: string): boolean => outer === '' || outer === directory || directory.startsWith(`${outer}/`);
    const parts = blocking.flatMap((step) => (step.projects.length > 0 ? step.projects : [{ ...step, below: [] }]));
    const here = parts.flatMap((part) => {
      if (part.directory === directory) return [part];
      return around(part.directory) ? [{ does: part.below }] : [];
    });
    const lacking = missing(here, checks);
    const somewhere = parts.flatMap((part) =>
      'somewhere' in part && around(part.directory) ? [{ does: part.somewhere ?? [] }] : [],
    );
    const open = missing(somewhere, checks);
    const maybe = lacking.filter((check) => !open.includes(check));
    return [verdict(pipeline, name, lacking, maybe, [at]), strictness(name, strict, at)];
  });
};

const missing = (steps: readonly Pick<Step, 'does'>[], wanted: typeof checks): readonly string[] =>
  wanted.filter(([act]) => !steps.some((step) => step.does.includes(act))).map(([, name]) => name);

function verdict(
  { unread }: Pipeline,
  name: string,
  lacking: readonly string[],
  maybe: readonly string[],
  at: NonNullable<Judgement['at']>,
): Judgement {
  const subject = `checks of ${name}`;
  if (lacking.length === 0) return { outcome: 'pass', message: `A pull request checks ${name}.`, at, subject };
  if (maybe.length > 0 && maybe.length === lacking.length) {
    const message = `Whether a pull request is stopped by ${allOf(lacking)} of ${name} cannot be told: a variable names the folder that is checked.`;
    return { outcome: 'unknown', message, at, subject };
  }
  if (unread.length > 0) {
    const message = `Whether ${allOf(lacking)} of ${name} stops a pull request may stand in a part of the pipeline that cannot be seen.`;
    return { outcome: 'unknown', message, at: unread.map((part) => part.at).slice(0, 3), subject };
  }
  return { outcome: 'fail', message: `No pull request is stopped by ${allOf(lacking)} of ${name}.`, at, subject };
}

function strictness(name: string, strict: boolean | null, at: NonNullable<Judgement['at']>[number]): Judgement {
  const subject = `types of ${name}`;
  if (strict === null)
    return {
      outcome: 'unknown',
      message: `Whether the types of ${name} are strict stands in a package.`,
      at: [at],
      subject,
    };
  return strict
    ? { outcome: 'pass', message: `The types of ${name} are strict.`, at: [at], subject }
    : {
        outcome: 'fail',
        message: `The types of ${name} are not strict: set \`strict\` in its configuration.`,
        at: [at],
        subject,
      };
}
