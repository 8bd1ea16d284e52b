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
    return [verdict(pipeline, 'the repository', missing(blocking, checks.slice(0, 2)), at)];
  }
  return pipeline.typeConfigs.flatMap(({ at, directory, strict }) => {
    const name = directory === '' ? 'the root project' : directory;
    const here = blocking.flatMap((step) => [
      ...(step.directory === directory ? [step] : []),
      ...step.projects.flatMap((project) => {
        if (project.directory === directory) return [project];
        const isBelow = project.directory === '' || directory.startsWith(`${project.directory}/`);
        return isBelow ? [{ does: project.below }] : [];
      }),
    ]);
    return [verdict(pipeline, name, missing(here, checks), [at]), strictness(name, strict, at)];
  });
};

const missing = (steps: readonly Pick<Step, 'does'>[], wanted: typeof checks): readonly string[] =>
  wanted.filter(([act]) => !steps.some((step) => step.does.includes(act))).map(([, name]) => name);

function verdict(
  { unread }: Pipeline,
  name: string,
  lacking: readonly string[],
  at: NonNullable<Judgement['at']>,
): Judgement {
  const subject = `checks of ${name}`;
  if (lacking.length === 0) return { outcome: 'pass', message: `A pull request checks ${name}.`, at, subject };
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
