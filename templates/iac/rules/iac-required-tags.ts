import type { Judge, Judgement } from '../../../src/kit/index.ts';
import type { Infrastructure } from '../model.ts';

const required = ['service', 'owner', 'environment', 'cost-center', 'data-classification', 'managed-by'];

/** Tags whose value has to be the one that the descriptor gives. */
const described: Readonly<Record<string, 'name' | 'owner'>> = { service: 'name', owner: 'owner' };

export const judge: Judge<Infrastructure> = ({ apps, tags }, { models }): Judgement | readonly Judgement[] => {
  const app = apps.find(({ tool }) => tool === 'aws-cdk');
  if (app === undefined) return { outcome: 'not-applicable', message: 'There is no CDK app that would set tags.' };
  const service = (models['base'] as { service?: Readonly<Record<string, unknown>> } | undefined)?.service;
  return required.map((key): Judgement => {
    const subject = `tag ${key}`;
    const set = tags.filter((tag) => tag.key === key);
    const found = set.find(({ reaches }) => reaches !== 'no');
    if (found === undefined) {
      const [lost] = set;
      return lost
        ? {
            outcome: 'fail',
            message: `The tag ${key} is set at the app and does not reach into its stages.`,
            at: [lost.at],
            subject,
          }
        : { outcome: 'fail', message: `No resource gets the tag ${key}.`, at: [app.at], subject };
    }
    const fact = described[key];
    const expected = fact && service?.[fact];
    if (typeof expected === 'string' && found.value !== null && found.value !== expected) {
      const message = `The tag ${key} says ${found.value}, the descriptor says ${expected}.`;
      return { outcome: 'fail', message, at: [found.at], subject };
    }
    return { outcome: 'pass', message: `Every resource gets the tag ${key}.`, at: [found.at], subject };
  });
};
