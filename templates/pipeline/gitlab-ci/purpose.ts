import { record } from '../../../src/kit/index.ts';
import { keepContents } from '../scripts.ts';
import type { Act, Step } from '../model.ts';
import { text } from '../values.ts';
import type { RawJob } from './jobs.ts';
import { actsOfReports, keptBy } from './reports.ts';

/** A step with what it comes down to, for the readers that follow values. */
export interface RawStep {
  readonly step: Step;
  readonly commands: readonly string[];
}

/** What the job says of itself beyond its commands: reports, an environment, a name. It is put to the command that must do it. */
export function withPurpose(job: RawJob, steps: readonly RawStep[], scripts: number): readonly RawStep[] {
  const done = new Set(steps.flatMap(({ step }) => step.does));
  const missing = actsOfReports(job.data).filter((act) => !done.has(act));
  const own = steps.slice(0, scripts);
  const unknown = own.findLastIndex(({ step, commands }) => isOpaque(step, commands));
  const deploying = done.has('deploy') ? -1 : deployingStep(job, own, done, unknown);
  const reporting = missing.length === 0 ? -1 : unknown >= 0 ? unknown : scripts - 1;
  const stops = actionOf(job) === 'stop';
  const full = keepContents(
    steps.map(({ step }, index): Step => {
      const added = [...(index === reporting ? missing : []), ...(index === deploying ? (['deploy'] as const) : [])];
      // Stopping an environment deploys nothing.
      const does = stops ? step.does.filter((act) => act !== 'deploy') : [...step.does, ...added];
      if (added.length === 0) return { ...step, does };
      return {
        ...step,
        does,
        gated: added.includes('sast') ? false : step.gated,
        // What a job hands to the host as a report is judged there.
        ...(added.some((act) => scans.has(act)) ? { reportsToHost: true } : {}),
        attached: added.includes('sbom') ? true : step.attached,
      };
    }),
    keptBy(job),
  );
  return steps.map((raw, index) => ({ ...raw, step: full[index] ?? raw.step }));
}

const scans: ReadonlySet<Act> = new Set([
  'sast',
  'scan-dependencies',
  'scan-image',
  'scan-secrets',
  'scan-infrastructure',
]);

/** What a job does to its environment; GitLab takes it that the job deploys to it. */
const actionOf = ({ data }: RawJob): string => text(record(data['environment'])['action']) ?? 'start';

const remote =
  /^(?:\S*\/)?(?:ssh|sshpass|rsync|scp|lftp|ansible-playbook|helmfile|nomad|oc|az|gcloud|kubectl|helm|docker (?:stack|compose|-H|--context)|docker-compose)(?:\s|$)|deploy|rollout/i;

// Names of jobs that only get something ready for a deployment, or look at one.
const beforehand = /prepar|(?:^|[-_:. ])(?:pre|plan|check|verify|test|lint|notify|docs?)(?:[-_:. ]|$)/i;

/**
 * The step by which a job deploys although no tool says so. An environment tells that a job deploys, and the name of a job or its
 * stage together with a command that reaches another machine. A job that builds has its environment for the variables of it.
 */
function deployingStep(job: RawJob, steps: readonly RawStep[], done: ReadonlySet<Act>, unknown: number): number {
  if (job.fromHost || job.name.startsWith('pages')) return -1;
  const bound = environmentName(job) !== undefined;
  const named = /deploy|rollout/i.test(`${job.name} ${text(job.data['stage']) ?? ''}`) && !beforehand.test(job.name);
  if (bound ? actionOf(job) !== 'start' : !named) return -1;
  const reaching = steps.findLastIndex(
    ({ step, commands }) => isOpaque(step, commands) && commands.slice(1).some((command) => remote.test(command)),
  );
  const builds = done.has('build-image') || done.has('push-image') || done.has('test');
  return reaching >= 0 || !bound || builds ? reaching : unknown;
}

/** The name of the environment of a job, variables as they are written. */
export const environmentName = ({ data }: RawJob): string | undefined =>
  text(data['environment']) ?? text(record(data['environment'])['name']);

// Commands of which everybody knows that they deploy nothing.
const plain =
  /^(?:echo|printf|export|cd|ls|cat|pwd|env|set|mkdir|cp|mv|rm|chmod|test|\[|\[\[|sleep|which|apk|apt|apt-get|pip|pip3|source|\.|unset|date|true|docker login|aws sts|git (?:config|fetch|status|log)|node (?:-v|--version)|npm (?:-v|--version))(?:\s|$)/;

/** Whether a step runs something of which it is not known what it is for. */
export const isOpaque = ({ does }: Step, commands: readonly string[]): boolean =>
  does.length === 0 && commands.slice(1).some((command) => command !== '' && !plain.test(command));
