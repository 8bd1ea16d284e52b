import { get, isMapping, list } from '../../../src/kit/index.ts';
import type { At, Judge, Judgement } from '../../../src/kit/index.ts';
import type { Credential, Job, Pipeline } from '../model.ts';
import { unseenDelivery } from '../unread.ts';

/** Judges how jobs reach the cloud, and which of them may prove an identity at all. */
export const judge: Judge<Pipeline> = ({ credentials, deployments, workflows, unreadDeliveries }, { models }) => {
  const jobs = workflows.flatMap((workflow) => workflow.jobs);
  const judged = [
    ...byPlace(credentials).map((credential) => judgeCredential(credential, credentials)),
    ...jobs.flatMap(judgeToken),
    ...list(get(models['iac'], 'trusts')).flatMap(judgeTrust),
  ];
  if (judged.length > 0) return judged;
  if (deployments.length === 0 && unreadDeliveries.length > 0) return unseenDelivery(unreadDeliveries);
  return deployments.length === 0
    ? { outcome: 'not-applicable', message: 'No job reaches the cloud.' }
    : {
        outcome: 'unknown',
        message: 'Something is deployed, but with which credentials cannot be seen.',
        at: deployments.map(({ at }) => at),
      };
};

/** Each key, and each job that may not do what it does, once: a workflow that many jobs call meets it in each run. */
function byPlace(credentials: readonly Credential[]): readonly Credential[] {
  const jobs = new Map<string, Set<string>>();
  const keyOf = ({ kind, provider, at }: Credential): string => JSON.stringify([kind, provider, at.path, at.pointer]);
  for (const credential of credentials)
    jobs.set(keyOf(credential), (jobs.get(keyOf(credential)) ?? new Set()).add(credential.job));
  const seen = new Set<string>();
  return credentials.flatMap((credential) => {
    const key = keyOf(credential);
    if (credential.kind !== 'static' && credential.mayProve !== false) return [credential];
    if (seen.has(key)) return [];
    seen.add(key);
    const [first = '', ...others] = jobs.get(key) ?? [];
    // Of a job that several call, the last part of its name is its own.
    return [{ ...credential, job: others.length === 0 ? first : (first.split('/').at(-1) ?? first) }];
  });
}

function judgeCredential(credential: Credential, all: readonly Credential[]): Judgement {
  const subject = `credentials of job ${credential.job}`;
  const at = [credential.at];
  if (credential.kind === 'static') {
    return {
      outcome: 'fail',
      message: `The job ${credential.job} holds lasting keys of ${credential.provider}.`,
      at,
      subject,
    };
  }
  if (credential.mayProve === false) {
    const message = `The job ${credential.job} takes a role, but may not ask for the identity that it takes it with: give it \`id-token: write\`.`;
    return { outcome: 'fail', message, at, subject };
  }
  const stages = [
    ...new Set(all.flatMap((other) => (other.role === credential.role && other.stage !== null ? [other.stage] : []))),
  ];
  if (credential.stage !== null && stages.length > 1) {
    const message = `The job ${credential.job} takes the role ${credential.role}, which opens several stages: ${stages.join(', ')}. Give each stage a role of its own.`;
    return { outcome: 'fail', message, at, subject };
  }
  return { outcome: 'pass', message: `The job ${credential.job} takes a role for this run.`, at, subject };
}

/** A role that the infrastructure lets runs of a pipeline take. Of another kind, so nothing of its shape is taken for granted. */
function judgeTrust(trust: unknown): readonly Judgement[] {
  const [role, issuer, lets, subject, at] = ['role', 'issuer', 'lets', 'subject', 'at'].map((key) => get(trust, key));
  if (typeof role !== 'string' || !isMapping(at) || typeof at['path'] !== 'string') return [];
  const about = { at: [{ ...at, path: at['path'] } satisfies At], subject: `trust of ${role}` };
  const fail = (who: string): readonly Judgement[] => [
    {
      ...about,
      outcome: 'fail',
      message: `The role of ${role} can be taken by ${who}. Ask in its trust policy for the subject of one repository with its environment or branch.`,
    },
  ];
  switch (lets) {
    case 'everybody':
      return fail(`every run on ${String(issuer)}`);
    case 'repositories':
      return fail(`runs of several repositories (${String(subject)})`);
    case 'repository':
      return fail(`every branch and pull request (${String(subject)})`);
    case 'exact':
      return [{ ...about, outcome: 'pass', message: `The role of ${role} trusts ${String(subject)} alone.` }];
    default:
      return [];
  }
}

function judgeToken(job: Job): readonly Judgement[] {
  if (!job.identityToken || job.needsIdentity === 'yes') return [];
  const subject = `identity of job ${job.id}`;
  const outcome = job.needsIdentity === 'no' ? 'fail' : 'unknown';
  const message =
    outcome === 'fail'
      ? `The job ${job.id} may ask for an identity (id-token: write), but no step of it does.`
      : `The job ${job.id} may ask for an identity; whether a step needs it cannot be told.`;
  return [{ outcome, message, at: [job.at], subject }];
}
