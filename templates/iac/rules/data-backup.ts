import type { Judge, Judgement } from '../../../src/kit/index.ts';
import type { Infrastructure } from '../model.ts';

export const judge: Judge<Infrastructure> = ({ stateful }, { tier }): Judgement | readonly Judgement[] => {
  const judged = stateful.flatMap(({ type, resource, backup, at }): readonly Judgement[] => {
    if (backup === null) return [];
    const name = `${type} ${resource}`;
    const about = { at: [at], subject: name };
    const oneZone = tier >= 2 && backup.multiZone === 'no';
    if (backup.enabled === 'no')
      return [{ outcome: 'fail', message: `The ${name} has no automatic backups.`, ...about }];
    if (oneZone) return [{ outcome: 'fail', message: `The ${name} stands in a single zone.`, ...about }];
    if (backup.enabled === 'unknown' || (tier >= 2 && backup.multiZone === 'unknown')) {
      const unseen = backup.enabled === 'unknown' ? 'whether it is backed up' : 'whether it stands in a second zone';
      return [{ outcome: 'unknown', message: `Of the ${name} the source does not show ${unseen}.`, ...about }];
    }
    const days = backup.days === null ? '' : ` for ${backup.days} days`;
    return [{ outcome: 'pass', message: `The ${name} keeps automatic backups${days}.`, ...about }];
  });
  return judged.length > 0 ? judged : { outcome: 'not-applicable', message: 'No database is described here.' };
};
