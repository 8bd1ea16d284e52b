import type { Judge, Judgement } from '../../../src/kit/index.ts';
import type { Pipeline, Reference } from '../model.ts';

export const judge: Judge<Pipeline> = ({ references }) =>
  references.length === 0
    ? { outcome: 'not-applicable', message: 'The pipeline runs no code of others.' }
    : references.map(judged);

const judged = ({ kind, name, ref, pinned, version, at }: Reference): Judgement => {
  const about = { subject: `${kind} ${name}`, at: [at] };
  const hash = kind === 'image' ? 'digest' : 'full hash';
  if (!pinned) {
    const beside = kind === 'action' ? ', and its version in a comment' : '';
    return {
      ...about,
      outcome: 'fail',
      message: `${name} runs at ${ref}: it can be moved, so name the ${hash}${beside}.`,
    };
  }
  return kind === 'action' && version === null
    ? {
        ...about,
        outcome: 'fail',
        message: `${name} runs at a hash: write the version that it stands for behind it, in a comment.`,
      }
    : { ...about, outcome: 'pass', message: `${name} runs at what its ${hash} fixes.` };
};
