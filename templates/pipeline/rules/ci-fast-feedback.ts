import type { Judge, Judgement } from '../../../src/kit/index.ts';
import type { Event, Job, Pipeline } from '../model.ts';

const longest = 30;
const changes: ReadonlySet<Event> = new Set(['pull-request', 'trunk', 'unknown']);

/** Judges every job that answers a change: when it ends, what supersedes it, and what it downloads again. */
export const judge: Judge<Pipeline> = ({ workflows }) => {
  const judged = workflows
    .flatMap(({ jobs }) => jobs)
    .filter(({ calls, events }) => calls === null && events.some((event) => changes.has(event)));
  if (judged.length === 0) return { outcome: 'not-applicable', message: 'There is no job that answers a change.' };
  return judged.map(judgeJob);
};

function judgeJob(job: Job): Judgement {
  const problems = [limitOf(job), supersessionOf(job), downloadsOf(job)].filter((problem) => problem !== undefined);
  const common = { at: [job.at], subject: `job ${job.id}` };
  if (problems.length === 0) return { outcome: 'pass', message: `The job ${job.id} answers in time.`, ...common };
  const [last] = problems.slice(-1);
  const said = problems.length > 1 ? `${problems.slice(0, -1).join(', ')} and ${last}` : last;
  return { outcome: 'fail', message: `The job ${job.id} ${said}.`, ...common };
}

/** Deployments wait for bake times; they need an end, but not an early one, and must not be cancelled. */
const isCheck = ({ events, deploys }: Job): boolean => events.includes('pull-request') && !deploys;

function limitOf(job: Job): string | undefined {
  const { timeoutMinutes: minutes } = job;
  if (minutes === null) return 'sets no limit of time';
  return isCheck(job) && minutes > longest ? `may take ${minutes} minutes, more than ${longest}` : undefined;
}

function supersessionOf(job: Job): string | undefined {
  if (!isCheck(job)) return undefined;
  if (job.superseded === 'runs-on') return 'goes on when a newer commit supersedes its run';
  return job.superseded === 'queued' ? 'keeps the run of a newer commit waiting instead of ending' : undefined;
}

/** A job that may prove an identity takes nothing from a cache that other jobs can write to. */
function downloadsOf({ events, identityToken, steps, cached }: Job): string | undefined {
  if (!events.includes('pull-request') || identityToken || cached) return undefined;
  return steps.some(({ install }) => install !== null) ? 'downloads its packages anew each time' : undefined;
}
