import type { Judge, Judgement } from '../../../src/kit/index.ts';
import type { Deployment, Pipeline } from '../model.ts';
import { unseenDelivery } from '../unread.ts';

/** Judges every deployment that a change starts: it brings what was built once, or builds it anew. */
export const judge: Judge<Pipeline> = ({ deployments, unreadDeliveries }) => {
  const judged = deployments.filter(({ automatic, preview }) => automatic && !preview);
  if (judged.length === 0 && unreadDeliveries.length > 0) return unseenDelivery(unreadDeliveries);
  if (judged.length === 0) return { outcome: 'not-applicable', message: 'No change is deployed by itself.' };
  return judged.map(judgeDeployment);
};

function judgeDeployment(deployment: Deployment): Judgement {
  const { stage, workflow, at, builds, otherBuilds, artifact } = deployment;
  const subject = `artifact of ${stage} by ${workflow}`;
  const [own] = builds;
  const [other] = otherBuilds;
  if (own !== undefined && other !== undefined) {
    const message = `The deployment to ${stage} builds anew what it brings (${own.name}), although the same run builds it elsewhere (${other.name}).`;
    return { outcome: 'fail', message, at: [own.at, other.at], subject };
  }
  if (own === undefined && other === undefined && artifact.kind === 'unknown') {
    const message = `What the deployment to ${stage} brings, and where it is built, cannot be told.`;
    return { outcome: 'unknown', message, at: [at], subject };
  }
  return { outcome: 'pass', message: `The deployment to ${stage} brings what was built once.`, at: [at], subject };
}
