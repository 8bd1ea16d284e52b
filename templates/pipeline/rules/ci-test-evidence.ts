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
        .filter(({ directory }) => !roots.has(directory))
        .map((step): Tested => ({ job, step })),
    ),
  );
  if (tested.length === 0 && unread.length > 0) {
    const message = 'Tests, and what stays of them, may stand in a part of the pipeline that cannot be seen.';
    return { outcome: 'unknown', message, at: unread.map(({ at }) => at).slice(0, 3) };
  }
  if (tested.length === 0)
    return { outcome: 'not-applicable', message: 'No pull request and no push to the trunk runs tests.' };
  const directories = [...new Set(tested.flatMap(({ step }) => foldersOf(step)))];
  return directories.flatMap((directory) => {
    const here = tested.filter(({ step }) => foldersOf(step).includes(directory));
    return [evidence(directory, here), threshold(directory, here, coverage, least)];
  });
};

/** The folders whose tests a step runs. */
function foldersOf({ directory, projects }: Step): readonly string[] {
  const testing = projects.filter(({ does }) => does.includes('test'));
  return testing.length === 0 ? [directory] : testing.map((project) => project.directory);
}

const nameOf = (directory: string): string => (directory === '' ? 'the root project' : directory);

function evidence(directory: string, tested: readonly Tested[]): Judgement {
  const subject = `reports of ${nameOf(directory)}`;
  const reports = tested.flatMap(({ job }) => job.keeps.filter(({ what }) => what === 'test-results'));
  const kept = reports.find(({ onFailure }) => onFailure);
  if (kept !== undefined)
    return {
      outcome: 'pass',
      message: `The results of the tests of ${nameOf(directory)} are kept.`,
      at: [kept.at],
      subject,
    };
  const at = [reports[0]?.at ?? tested[0]?.step.at ?? []].flat();
  const message =
    reports[0] === undefined
      ? `The tests of ${nameOf(directory)} leave no report that people find later.`
      : `The report of the tests of ${nameOf(directory)} is kept only when they are green; it is needed when they are red.`;
  return { outcome: 'fail', message, at, subject };
}

function threshold(
  directory: string,
  tested: readonly Tested[],
  coverage: readonly CoverageThreshold[],
  least: number,
): Judgement {
  const subject = `coverage of ${nameOf(directory)}`;
  const flag = tested.find(({ step }) => step.coverage !== null)?.step;
  const said = coverage.filter((each) => each.directory === directory);
  const found = flag === undefined ? (said[0] ?? coverage.find((each) => each.directory === '')) : undefined;
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
