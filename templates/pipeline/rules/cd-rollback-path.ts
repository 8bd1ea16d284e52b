import { get, list, type At, type Judge } from '../../../src/kit/index.ts';
import type { Pipeline } from '../model.ts';
import { unseenDelivery } from '../unread.ts';

/** What the service's descriptor says of a platform that rolls back by a command of its own. */
const commandOf = (base: unknown): { readonly value: string; readonly at: At } | undefined => {
  const declared = list(get(base, 'rollbackCommands'))[0];
  const value = get(declared, 'value');
  const path = get(declared, 'at', 'path');
  return typeof value === 'string' && typeof path === 'string' ? { value, at: get(declared, 'at') as At } : undefined;
};

/** Judges whether a person can put an earlier version back into production without changing code. */
export const judge: Judge<Pipeline> = ({ deployments, rollbacks, unreadDeliveries, unnamedStages }, { models }) => {
  const production = deployments.filter((deployment) => deployment.production);
  const subject = 'rollback of production';
  if (production.length === 0 && unreadDeliveries.length > 0) return unseenDelivery(unreadDeliveries, subject);
  if (production.length === 0 && unnamedStages[0] !== undefined) {
    const { stage, at } = unnamedStages[0];
    const message = `Whether ${stage} is production cannot be told: the job that deploys names no stage.`;
    return { outcome: 'unknown', message, at: [at], subject };
  }
  if (production.length === 0) return { outcome: 'not-applicable', message: 'No job deploys to production.', subject };
  const way = rollbacks.find((rollback) => rollback.production);
  if (way !== undefined) {
    const how = way.by === 'run' ? `${way.name} puts a version back that a person names` : `${way.name} puts it back`;
    return { outcome: 'pass', message: `${how}.`, at: [way.at], subject };
  }
  const command = commandOf(models['base']);
  if (command !== undefined)
    return { outcome: 'pass', message: `The platform rolls back by ${command.value}.`, at: [command.at], subject };
  const elsewhere = rollbacks[0];
  if (elsewhere !== undefined && unnamedStages.some(({ stage }) => elsewhere.stages.includes(stage))) {
    const message = `${elsewhere.name} puts a version back to a stage that it is told; whether that may be production cannot be seen.`;
    return { outcome: 'unknown', message, at: [elsewhere.at], subject };
  }
  const message =
    elsewhere === undefined
      ? 'No run that a person can start brings an earlier version back to production.'
      : `${elsewhere.name} puts a version back, but only to ${elsewhere.stages.join(', ')}, not to production.`;
  return { outcome: 'fail', message, at: [elsewhere?.at ?? production[0]?.at ?? []].flat(), subject };
};
