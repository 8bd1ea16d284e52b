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
  // A push to any branch checks pull requests of the repository itself, not those of others.
  const pushed = pipeline.everyPush
    .flatMap(({ jobs }) => jobs.flatMap(({ steps }) => steps))
    .filter((step) => step.blocking);
  if (pipeline.typeConfigs.length === 0) {
    const at = pipeline.workflows.map((workflow) => workflow.at).slice(0, 3);
    const wanted = checks.slice(0, 2);
    return [verdict(pipeline, 'the repository', missing(blocking, wanted), missing(pushed, wanted), at)];
  }
  return pipeline.typeConfigs.flatMap(({ at, directory, strict, loosened }) => {
    const name = directory === '' ? 'the root project' : directory;
    const lacking = missing(checking(blocking, directory), checks);
    const open = missing([...checking(pushed, directory), ...maybeChecking(blocking, directory)], checks);
    return [verdict(pipeline, name, lacking, open, [at]), strictness(name, { strict, loosened: loosened ?? [] }, at)];
  });
};

type Part = Pick<Step['projects'][number], 'directory' | 'does' | 'below' | 'somewhere'>;

const partsOf = (steps: readonly Step[]): readonly Part[] =>
  steps.flatMap((step): readonly Part[] => (step.projects.length > 0 ? step.projects : [{ ...step, below: [] }]));

const isAround = (outer: string, directory: string): boolean =>
  outer === '' || outer === directory || directory.startsWith(`${outer}/`);

/** What steps do in a folder, where they work in it or go through all below theirs. */
const checking = (steps: readonly Step[], directory: string): readonly Pick<Step, 'does'>[] =>
  partsOf(steps).flatMap((part) => {
    if (part.directory === directory) return [part];
    return isAround(part.directory, directory) ? [{ does: part.below }] : [];
  });

/** What steps may do in a folder: where only their run knows which it is, or a compiler around it takes its files along. */
const maybeChecking = (steps: readonly Step[], directory: string): readonly Pick<Step, 'does'>[] =>
  partsOf(steps).flatMap((part) => {
    if (!isAround(part.directory, directory)) return [];
    return [{ does: part.somewhere ?? [] }, { does: part.does.filter((act) => act === 'typecheck') }];
  });

const missing = (steps: readonly Pick<Step, 'does'>[], wanted: typeof checks): readonly string[] =>
  wanted.filter(([act]) => !steps.some((step) => step.does.includes(act))).map(([, name]) => name);

/**
 * @param lacking checks that no pull request is seen to make
 * @param open those of them of which nothing hints that one may make them after all
 */
function verdict(
  { unreadChecks: unread }: Pipeline,
  name: string,
  lacking: readonly string[],
  open: readonly string[],
  at: NonNullable<Judgement['at']>,
): Judgement {
  const subject = `checks of ${name}`;
  if (lacking.length === 0) return { outcome: 'pass', message: `A pull request checks ${name}.`, at, subject };
  const missed = lacking.filter((check) => open.includes(check));
  if (missed.length === 0) {
    const message = `Whether every pull request is stopped by ${allOf(lacking)} of ${name} cannot be told: what checks it works in a folder around it, in one that only the run knows, or after pushes alone.`;
    return { outcome: 'unknown', message, at, subject };
  }
  if (unread.length > 0) {
    const message = `Whether ${allOf(missed)} of ${name} stops a pull request may stand in a part of the pipeline that cannot be seen.`;
    return { outcome: 'unknown', message, at: unread.map((part) => part.at).slice(0, 3), subject };
  }
  return { outcome: 'fail', message: `No pull request is stopped by ${allOf(missed)} of ${name}.`, at, subject };
}

function strictness(
  name: string,
  { strict, loosened }: { readonly strict: boolean | null; readonly loosened: readonly string[] },
  at: NonNullable<Judgement['at']>[number],
): Judgement {
  const subject = `types of ${name}`;
  if (strict === null)
    return {
      outcome: 'unknown',
      message: `Whether the types of ${name} are strict stands in a package.`,
      at: [at],
      subject,
    };
  const off = `${allOf(loosened)} ${loosened.length > 1 ? 'are' : 'is'} turned off`;
  return strict
    ? { outcome: 'pass', message: `The types of ${name} are strict.`, at: [at], subject }
    : {
        outcome: 'fail',
        message: `The types of ${name} are not strict: ${loosened.length > 0 ? off : 'set `strict` in its configuration'}.`,
        at: [at],
        subject,
      };
}
