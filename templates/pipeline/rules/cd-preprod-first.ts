import type { Judge, Judgement } from '../../../src/kit/index.ts';
import type { Deployment, InfrastructureRoot, Pipeline } from '../model.ts';
import { unprovenBy } from '../reasons.ts';

/** Judges whether each way to production leads through a stage before it; a service that nothing deploys has no such way. */
export const judge: Judge<Pipeline> = ({ deployments, unreadDeliveries, unnamedStages, infrastructure }) => {
  const production = deployments.filter(({ production, extra }) => production && !extra);
  if (production.length > 0) return production.map(judged);
  const [unseen] = [...unreadDeliveries, ...unnamedStages];
  if (unseen !== undefined) {
    const message =
      'Whether production is deployed cannot be told: a job that deploys names no stage, or a part of the pipeline cannot be seen.';
    return { outcome: 'unknown', message, at: [unseen.at] };
  }
  return deployments.length === 0 && infrastructure.length > 0
    ? infrastructure.map(undelivered)
    : { outcome: 'not-applicable', message: 'No job deploys to production.' };
};

const judged = (deployment: Deployment): Judgement => {
  const { stage, after, at } = deployment;
  const about = { at: [at], subject: `deployment to ${stage}` };
  const lacks = unprovenBy(deployment);
  if (lacks.length === 0)
    return { ...about, outcome: 'pass', message: `Production (${stage}) is deployed after ${after.join(', ')}.` };
  const message = `Nothing is proven before production (${stage}): ${lacks.join(', ')}. Deploy a stage before it in the same run, started by the change.`;
  return { ...about, outcome: 'fail', message };
};

const undelivered = ({ directory, place = directory, tool, at }: InfrastructureRoot): Judgement => {
  return {
    outcome: 'fail',
    message: `No job deploys what ${place} describes (${tool}): when it is deployed, and whether a stage comes first, is up to a person.`,
    at: [at],
    subject: `deployment of ${place}`,
  };
};
