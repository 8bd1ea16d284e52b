import type { Judge, Judgement } from '../../../src/kit/index.ts';
import type { Build, Deployment, Pipeline } from '../model.ts';
import { unseenDelivery } from '../unread.ts';

/** Judges that builds are signed, and, for critical services, that no deployment trusts one without looking. */
export const judge: Judge<Pipeline> = ({ builds, deployments, unreadDeliveries }, { tier }) => {
  if (builds.length === 0 && unreadDeliveries.length > 0) return unseenDelivery(unreadDeliveries);
  if (builds.length === 0) return { outcome: 'not-applicable', message: 'No run delivers an image, and none deploys.' };
  const verifying = tier >= 3 ? deployments.filter(({ preview }) => !preview) : [];
  return [...builds.map(signed), ...verifying.map(verified)];
};

function signed({ at, name, provenance, partlySeen }: Build): Judgement {
  const subject = `provenance of ${name}`;
  if (provenance === null && partlySeen === true) {
    const message = `What signs where the build of ${name} comes from may stand in a part of the pipeline that cannot be seen.`;
    return { outcome: 'unknown', message, at: [at], subject };
  }
  if (provenance === null)
    return { outcome: 'fail', message: `Nothing signs where the build of ${name} comes from.`, at: [at], subject };
  return provenance.blocking
    ? { outcome: 'pass', message: `${provenance.name} signs where the build comes from.`, at: [provenance.at], subject }
    : {
        outcome: 'fail',
        message: `${provenance.name} may fail, and the build is delivered unsigned.`,
        at: [provenance.at],
        subject,
      };
}

function verified({ at, stage, workflow, verified: step }: Deployment): Judgement {
  const subject = `verification for ${stage} by ${workflow}`;
  return step === null
    ? {
        outcome: 'fail',
        message: `The deployment to ${stage} does not verify who built what it brings.`,
        at: [at],
        subject,
      }
    : { outcome: 'pass', message: `${step.name} verifies who built what goes to ${stage}.`, at: [step.at], subject };
}
