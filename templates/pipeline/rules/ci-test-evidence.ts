import type { Judge, Judgement } from '../../../src/kit/index.ts';
import type { CoverageThreshold, Job, Pipeline, Step } from '../model.ts';

interface Tested {
  readonly job: Job;
  readonly step: Step;
}

/** Judges the tests of the service's own code: what stays of them, and how much of the code they have to reach. */
export const judge: Judge<Pipeline> = ({ workflows, infrastructure, coverage, unread }, { choices }) => {
  const least = Number(choices['pipeline.coverage'] ?? 80);
  // Assertions on templates of infrastructure have no coverage to speak of.
  const describing = workflows
    .flatMap(({ jobs }) => jobs.flatMap(({ steps }) => steps))
    .flatMap((step): readonly Pick<Step, 'directory' | 'does'>[] => (step.projects.length > 0 ? step.projects : [step]))
    .filter(({ does }) => does.includes('synth') || does.includes('plan'));
  const roots = new Set(
    [...infrastructure, ...describing].map(({ directory }) => directory).filter((directory) => directory !== ''),
  );
  const tested = workflows.flatMap(({ jobs }) =>
    jobs.flatMap((job) =>
      job.steps
        .filter(
          ({ does, events }) => does.includes('test') && (events.includes('pull-request') || events.includes('trunk')),
        )
        .filter((step) => foldersOf(step).some((directory) => !roots.has(directory)))
        .map((step): Tested => ({ job, step })),
    ),
  );
  if (tested.length === 0 && unread.length > 0) {
    const message = 'Tests, and what stays of them, may stand in a part of the pipeline that cannot be seen.';
    return { outcome: 'unknown', message, at: unread.map(({ at }) => at).slice(0, 3) };
  }
  if (tested.length === 0)
    return { outcome: 'not-applicable', message: 'No pull request and no push to the trunk runs tests.' };
  const directories = [...new Set(tested.flatMap(({ step }) => foldersOf(step)))].filter((each) => !roots.has(each));
  const within = (directory: string): readonly Tested[] =>
    tested.filter(({ step }) => foldersOf(step).includes(directory));
  // What one job tests in many projects leaves its reports in one place.
  const together = new Map<string, string[]>();
  for (const directory of directories) {
    const key = within(directory)
      .map(({ job }) => `${job.at.path} ${job.at.pointer ?? job.id}`)
      .join('\n');
    together.set(key, [...(together.get(key) ?? []), directory]);
  }
  return [
    ...[...together.values()].map((group) => evidence(group, within(group[0] ?? ''))),
    ...directories.map((directory) => threshold(directory, within(directory), coverage, least)),
  ];
};

/** The folders whose tests a step runs. */
function foldersOf({ directory, projects }: Step): readonly string[] {
  const testing = projects.filter(({ does }) => does.includes('test'));
  return testing.length === 0 ? [directory] : testing.map((project) => project.directory);
}

const nameOf = (directory: string): string => (directory === '' ? 'the root project' : directory);

const namesOf = ([first = '', ...others]: readonly string[]): string =>
  others.length === 0 ? nameOf(first) : `${nameOf(first)} and ${others.length} more`;

function evidence(directories: readonly string[], tested: readonly Tested[]): Judgement {
  const name = namesOf(directories);
  const subject = `reports of ${nameOf(directories[0] ?? '')}${directories.length > 1 ? ' and others' : ''}`;
  const reports = tested.flatMap(({ job }) => job.keeps.filter(({ what }) => what === 'test-results'));
  const kept = reports.find(({ onFailure }) => onFailure);
  if (kept !== undefined)
    return {
      outcome: 'pass',
      message: `The results of the tests of ${name} are kept.`,
      at: [kept.at],
      subject,
    };
  const at = [reports[0]?.at ?? tested[0]?.step.at ?? []].flat();
  const message =
    reports[0] === undefined
      ? `The tests of ${name} leave no report that people find later.`
      : `The report of the tests of ${name} is kept only when they are green; it is needed when they are red.`;
  return { outcome: 'fail', message, at, subject };
}

function threshold(
  directory: string,
  tested: readonly Tested[],
  coverage: readonly CoverageThreshold[],
  least: number,
): Judgement {
  const subject = `coverage of ${nameOf(directory)}`;
  // A later step of the job may ask for what the tests measured.
  const near = tested
    .flatMap(({ job, step }) => [step, ...job.steps])
    .filter((step) => step.directory === directory || foldersOf(step).includes(directory));
  const named = new Set(near.flatMap(({ configurations = [] }) => configurations));
  const usual = coverage.filter((each) => each.named !== true);
  const figure = near.find((step) => step.coverage !== null);
  const found =
    figure === undefined
      ? (coverage.find(({ at }) => named.has(at.path)) ??
        usual.find((each) => each.directory === directory) ??
        usual.find((each) => each.directory === ''))
      : undefined;
  const flag = figure ?? (found === undefined ? near.find((step) => step.coverageOpen === true) : undefined);
  const percent = flag?.coverage ?? found?.percent ?? null;
  const at = [flag?.at ?? found?.at ?? tested[0]?.step.at ?? []].flat();
  if (flag === undefined && found === undefined) {
    const message = `Nothing fails when the tests of ${nameOf(directory)} reach less of the code than before: demand ${least} %.`;
    return { outcome: 'fail', message, at, subject };
  }
  if (percent === null) {
    const message = `How much of ${nameOf(directory)} its tests have to reach cannot be told.`;
    return { outcome: 'unknown', message, at, subject };
  }
  return percent >= least
    ? { outcome: 'pass', message: `The tests of ${nameOf(directory)} have to reach ${percent} % of it.`, at, subject }
    : {
        outcome: 'fail',
        message: `The tests of ${nameOf(directory)} have to reach ${percent} % of it, not ${least} %.`,
        at,
        subject,
      };
}
