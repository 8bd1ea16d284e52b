import type { Judge, Judgement } from '../../../src/kit/index.ts';
import { isScratch } from '../model.ts';
import type { Infrastructure, Stateful } from '../model.ts';

/** What holds the only copy of something, unlike keys, logs and images, which have other protection or can be made again. */
const onlyCopy = new Set<Stateful['type']>(['database', 'table', 'files']);

/** Buckets of what is made anew or deleted after a while hold nothing that a mistake could cost. */
const keeps = ({ type, resource, expiry }: Stateful): boolean =>
  type !== 'bucket' || (expiry !== 'yes' && !isScratch(resource));

export const judge: Judge<Infrastructure> = ({ stateful, elsewhere }): Judgement | readonly Judgement[] => {
  const kept = stateful.filter(keeps);
  return kept.length === 0
    ? elsewhere.length > 0
      ? { outcome: 'unknown', message: 'Infrastructure is described in a way that is not read; it may keep data.' }
      : { outcome: 'not-applicable', message: 'No resource here keeps data.' }
    : kept.map((resource): Judgement => {
        const name = `${resource.type} ${resource.resource}`;
        const weak = weaknessesOf(resource);
        const about = { at: [resource.at], subject: name };
        if (weak.length > 0) return { outcome: 'fail', message: `The ${name} ${weak.join(' and ')}.`, ...about };
        const unseen = unseenOf(resource);
        if (unseen.length > 0) {
          return {
            outcome: 'unknown',
            message: `Of the ${name} the source does not show ${unseen.join(', ')}.`,
            ...about,
          };
        }
        return { outcome: 'pass', message: `The ${name} survives a mistake with its stack.`, ...about };
      });
};

const weaknessesOf = ({
  type,
  removal,
  replacement,
  deletionProtection,
  stackProtection,
}: Stateful): readonly string[] => [
  ...(removal === 'delete' ? ['is removed with its stack'] : []),
  ...(removal !== 'delete' && replacement === 'delete' ? ['is lost when a change replaces it'] : []),
  ...(deletionProtection === 'no' ? ['has no deletion protection'] : []),
  ...(stackProtection === 'no' && onlyCopy.has(type) ? ['is in a stack without termination protection'] : []),
];

const unseenOf = ({ type, removal, replacement, deletionProtection, stackProtection }: Stateful): readonly string[] => [
  ...(removal === 'unknown' || replacement === 'unknown' ? ['what becomes of it with its stack'] : []),
  ...(deletionProtection === 'unknown' ? ['whether it refuses to be deleted'] : []),
  ...(stackProtection === 'unknown' && onlyCopy.has(type) ? ['whether its stack refuses to be deleted'] : []),
];
