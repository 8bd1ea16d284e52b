import { get, list } from '../../../src/kit/index.ts';
import type { At, Judge, JudgeContext, Judgement } from '../../../src/kit/index.ts';
import type { Infrastructure, Suppression } from '../model.ts';
import { stepsOf } from '../neighbours.ts';

export const judge: Judge<Infrastructure> = (infrastructure, context): Judgement | readonly Judgement[] => {
  const { apps, elsewhere, suppressions } = infrastructure;
  const [app] = apps;
  if (app === undefined) {
    return elsewhere.length > 0
      ? { outcome: 'unknown', message: 'Infrastructure is described in a way that is not read.' }
      : { outcome: 'not-applicable', message: 'No infrastructure is described here.' };
  }
  return [checked(infrastructure, app.at, context), ...suppressions.map(justified)];
};

const checked = ({ policyChecks }: Infrastructure, at: At, context: JudgeContext): Judgement => {
  const subject = 'policy checks';
  const check = policyChecks.find(({ inTests }) => inTests !== true);
  if (check)
    return {
      outcome: 'pass',
      message: `${check.tool} judges the infrastructure whenever it is made.`,
      at: [check.at],
      subject,
    };
  const steps = stepsOf(context).filter(({ blocking }) => blocking);
  const [tested] = policyChecks;
  if (tested && steps.some(({ does }) => does.includes('test')))
    return {
      outcome: 'pass',
      message: `Tests that the pipeline runs judge the infrastructure by ${tested.tool}.`,
      at: [tested.at],
      subject,
    };
  const step =
    steps.find(({ does }) => does.includes('scan-infrastructure')) ??
    steps.find(({ does }) => does.includes('audit-standard'));
  if (step)
    return {
      outcome: 'pass',
      message: 'A step of the pipeline judges the infrastructure by policies.',
      at: step.at,
      subject,
    };
  const unread = list(get(context.models, 'pipeline', 'unread')).length > 0;
  return steps.length === 0 || unread
    ? {
        outcome: 'unknown',
        message: unread
          ? 'No policies were found, but parts of the pipeline that might check them cannot be seen.'
          : 'No policies are written here, and no pipeline is read that might check them.',
        at: [at],
        subject,
      }
    : {
        outcome: 'fail',
        message: 'Nothing judges the infrastructure by policies, neither in it nor in the pipeline.',
        at: [at],
        subject,
      };
};

const empty =
  /^(?:n\/?a|none|todo|tbd|fixme|false positive|suppress(?:ed)?|ignore[d]?|not (?:needed|applicable|relevant)|reason|because|\.*|-*)\.?$/i;

const justified = ({ tool, id, reason, at }: Suppression): Judgement => {
  const what = `${tool} ${id ?? 'without an id'}`;
  const about = { at: [at], subject: `suppression of ${what}` };
  // What stands in brackets names one finding of a rule.
  if (id !== null && /^[\w-]{0,60}\*$/.test(id)) {
    const message = `${tool} is told to overlook ${id}: name the one rule, and why it does not hold here.`;
    return { ...about, outcome: 'fail', message };
  }
  if (id === null)
    return {
      outcome: 'fail',
      message: `A suppression of ${tool} names no finding, so that it hides all of them.`,
      ...about,
    };
  if (reason === null || empty.test(reason.trim()) || (reason.length < 10 && !reason.includes('${}'))) {
    return {
      outcome: 'fail',
      message: `The suppression of ${what} gives no reason that one could disagree with.`,
      ...about,
    };
  }
  return { outcome: 'pass', message: `The suppression of ${what} gives its reason.`, ...about };
};
