import type { Judge, Judgement } from '../../../src/kit/index.ts';
import { nothingRuns } from '../nothing-runs.ts';
import type { Repository, Support } from '../model.ts';

/** Judges whether somebody who sees trouble finds the people who run the service. */
export const judge: Judge<Repository> = ({ support, library }) => {
  if (support.length > 0) return support.map(judgeSupport);
  if (library !== null) return nothingRuns(library, 'nobody is on call for it');
  const message = 'Nothing tells how the people who run this service are reached: it has no descriptor.';
  return { outcome: 'fail', message };
};

// Addresses that were reserved for examples lead to nobody.
const example = /^(?:https?:\/\/|mailto:[^@]{0,100}@)(?:[\w-]{1,63}\.){0,5}example\.(?:com|org|net)(?:[/:?#]|$)/i;

const judgeSupport = ({ onCall: said, chat, hours, at }: Support): Judgement => {
  const onCall = said !== null && example.test(said) ? null : said;
  const always = hours !== null && /24 ?[x/] ?7|always|around the clock/.test(hours);
  const lacks = [
    ...(chat === null ? ['no chat'] : []),
    ...(onCall !== null || (hours !== null && !always)
      ? []
      : always
        ? [`no on-call rotation, although support is promised around the clock (${hours})`]
        : ['neither an on-call rotation nor hours in which somebody answers']),
  ];
  const about = { at: [at], subject: 'support' };
  return lacks.length === 0
    ? { ...about, outcome: 'pass', message: `Those who run the service are reached by ${chat} and ${onCall ?? hours}.` }
    : { ...about, outcome: 'fail', message: `The descriptor names ${lacks.join(' and ')}.` };
};
