import type { Judge, JudgeContext, Judgement } from '../../../src/kit/index.ts';
import { isScratch } from '../model.ts';
import type { BackupPlan, Infrastructure, Known, Stateful } from '../model.ts';
import { storesOf } from '../neighbours.ts';

export const judge: Judge<Infrastructure> = (infrastructure, context): Judgement | readonly Judgement[] => {
  const judged = infrastructure.stateful.flatMap((resource): readonly Judgement[] => {
    if (isRebuildable(resource, context)) return [];
    if (resource.type === 'bucket') return bucket(resource, infrastructure);
    return resource.backup === null ? [] : [database(resource, infrastructure, context)];
  });
  if (judged.length > 0) return judged;
  return infrastructure.elsewhere.length > 0
    ? { outcome: 'unknown', message: 'Infrastructure is described in a way that is not read; it may keep data.' }
    : { outcome: 'not-applicable', message: 'No database is described here.' };
};

const database = (resource: Stateful, infrastructure: Infrastructure, { tier }: JudgeContext): Judgement => {
  const { type, resource: id, at } = resource;
  const name = `${type} ${id}`;
  const about = { at: [at], subject: name };
  const { days = null, multiZone = 'unknown' } = resource.backup ?? {};
  const covered = planned(resource, infrastructure);
  const own = resource.backup?.enabled ?? 'unknown';
  const enabled: Known =
    own === 'yes' || covered === 'yes' ? 'yes' : own === 'no' && covered === 'no' ? 'no' : 'unknown';
  if (enabled === 'no') return { outcome: 'fail', message: `The ${name} has no automatic backups.`, ...about };
  if (tier >= 2 && multiZone === 'no')
    return { outcome: 'fail', message: `The ${name} stands in a single zone.`, ...about };
  if (enabled === 'unknown' || (tier >= 2 && multiZone === 'unknown')) {
    const unseen = enabled === 'unknown' ? 'whether it is backed up' : 'whether it stands in a second zone';
    return { outcome: 'unknown', message: `Of the ${name} the source does not show ${unseen}.`, ...about };
  }
  const kept = days === null || own !== 'yes' ? '' : ` for ${days} days`;
  return { outcome: 'pass', message: `The ${name} keeps automatic backups${kept}.`, ...about };
};

/** Of objects that nobody makes again, former versions are kept; what expires or only takes logs is not such. */
const bucket = (resource: Stateful, infrastructure: Infrastructure): readonly Judgement[] => {
  const { resource: id, versions, expiry, forLogs, at } = resource;
  if (versions === undefined || forLogs !== 'no' || expiry === 'yes' || isScratch(id)) return [];
  const about = { at: [at], subject: `bucket ${id}` };
  if (versions === 'yes' || planned(resource, infrastructure) === 'yes') {
    return [{ outcome: 'pass', message: `The bucket ${id} keeps what is overwritten.`, ...about }];
  }
  return versions === 'no' && expiry === 'no' && planned(resource, infrastructure) === 'no'
    ? [{ outcome: 'fail', message: `The bucket ${id} keeps no former versions of its objects.`, ...about }]
    : [{ outcome: 'unknown', message: `Whether the bucket ${id} keeps former versions is not shown.`, ...about }];
};

/** Whether a plan for several resources takes this one, by name or by tag. */
const planned = (resource: Stateful, { backupPlans, tags }: Infrastructure): Known => {
  const answers = backupPlans.map((plan) => takes(plan, resource, tags));
  return answers.includes('yes') ? 'yes' : answers.includes('unknown') ? 'unknown' : 'no';
};

const takes = (plan: BackupPlan, { resource, tags: own }: Stateful, tags: Infrastructure['tags']): Known => {
  if (plan.resources?.some((name) => name === resource || name === '*')) return 'yes';
  const carried = [...(own ?? []), ...tags.filter(({ reaches }) => reaches !== 'no')];
  const selected = plan.tags.some(({ key, value }) =>
    carried.some((tag) => tag.key === key && (tag.value === value || tag.value === null || value === null)),
  );
  if (selected) return 'yes';
  return plan.resources === null || (own === null && plan.tags.length > 0) ? 'unknown' : 'no';
};

/** What the catalogue declares to be made again from elsewhere needs no copy. */
const isRebuildable = ({ resource }: Stateful, context: JudgeContext): boolean => {
  const id = (resource.split('/').at(-1) ?? resource).toLowerCase();
  return storesOf(context).some(({ name, rebuildable }) => rebuildable && (name === id || name.endsWith(`-${id}`)));
};
