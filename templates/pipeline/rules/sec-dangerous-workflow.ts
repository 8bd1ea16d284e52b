import type { Judge, Judgement } from '../../../src/kit/index.ts';
import type { Job, Pipeline, Step, Workflow } from '../model.ts';

/** Judges every job: code and text of strangers, and how far secrets reach. */
export const judge: Judge<Pipeline> = ({ workflows }) =>
  workflows.flatMap((workflow) => workflow.jobs.flatMap((job) => judgeJob(workflow, job)));

function judgeJob(workflow: Workflow, job: Job): readonly Judgement[] {
  const subject = `job ${job.id} of ${workflow.name}`;
  const problems = [
    ...job.steps.flatMap((step) => injected(step, subject)),
    ...(job.events.includes('untrusted') && !job.vetted ? job.steps.flatMap((step) => fetched(step, subject)) : []),
    ...(job.inheritsSecrets
      ? [failure(job, subject, 'hands every secret on with `secrets: inherit`: pass the ones that are needed, by name')]
      : []),
  ];
  if (problems.length > 0) return problems;
  const vetted = job.vetted && job.events.includes('untrusted') && job.steps.find((step) => step.fetchesUntrusted);
  if (vetted) {
    const message = `The ${subject} runs code of a pull request that a person lets through: whether they look at every commit cannot be seen.`;
    return [{ outcome: 'unknown', message, at: [vetted.at], subject }];
  }
  if (job.selfHosted && job.events.includes('pull-request')) {
    const message = `The ${subject} runs pull requests on an own runner: whether strangers can open them cannot be seen from files.`;
    return [{ outcome: 'unknown', message, at: [job.at], subject }];
  }
  return [
    {
      outcome: 'pass',
      message: `The ${subject} keeps what anyone may send apart from what it is trusted with.`,
      at: [job.at],
      subject,
    },
  ];
}

const injected = (step: Step, subject: string): readonly Judgement[] =>
  step.injections.map((expression) =>
    failure(
      step,
      subject,
      `puts ${expression}, which anyone may write, into a program text: hand it over in the environment`,
    ),
  );

const fetched = (step: Step, subject: string): readonly Judgement[] =>
  step.fetchesUntrusted
    ? [failure(step, subject, 'brings the code of a pull request into a run that is trusted like the trunk')]
    : [];

const failure = ({ at }: Job | Step, subject: string, what: string): Judgement => ({
  outcome: 'fail',
  message: `The ${subject} ${what}.`,
  at: [at],
  subject,
});
