import type { Judge, Judgement } from '../../../src/kit/index.ts';
import type { Infrastructure, Permission } from '../model.ts';
import { isUnscoped } from '../unscoped.ts';

export const judge: Judge<Infrastructure> = (infrastructure): Judgement | readonly Judgement[] => {
  const { permissions, apps, elsewhere } = infrastructure;
  const judged = permissions.filter(({ actions, managed }) => actions.length > 0 || managed !== null).map(judgeOne);
  if (judged.length > 0) return judged;
  const [described] = [...apps, ...elsewhere];
  return described === undefined
    ? { outcome: 'not-applicable', message: 'No infrastructure is described here.' }
    : { outcome: 'unknown', message: 'No statement was found whose actions can be read.', at: [described.at] };
};

const judgeOne = (permission: Permission): Judgement => {
  const { role, actions, managed, at } = permission;
  const about = { at: [at], subject: `${role}: ${managed ?? actions.join(', ')}` };
  const wrong = problemsOf(permission);
  return wrong.length > 0
    ? { outcome: 'fail', message: `${role} ${wrong.join(', and ')}.`, ...about }
    : { outcome: 'pass', message: `${role} is allowed named actions on named resources.`, ...about };
};

const administrative = /^(?:Administrator|PowerUser|IAMFull|SystemAdministrator)/;
const everyAction = /^(?:\*|[a-z0-9-]+:\*)$/i;
const passing = /^iam:(?:PassRole|\*)$/i;
const everyRole = /^\*$|:role\/\*$/;

const problemsOf = (permission: Permission): readonly string[] => {
  const { policyOf, managed, anyPrincipal, conditioned, actions } = permission;
  return [
    ...(managed !== null && administrative.test(managed) ? [`has the policy ${managed}, which allows nearly all`] : []),
    ...(anyPrincipal && !conditioned ? [`lets everybody call ${few(actions)}, without a condition`] : []),
    ...(policyOf === 'identity' ? tooWide(permission) : []),
  ];
};

const tooWide = ({ actions, resources, inverted, conditioned }: Permission): readonly string[] => {
  if (inverted) return [`is allowed all but what is listed (${few(actions)})`];
  const stars = actions.filter((action) => everyAction.test(action));
  const passes = !conditioned && resources.some((resource) => everyRole.test(resource)) && actions.some(isPassing);
  // Whether a condition is narrow is for the review; what stands in another finding is not said twice.
  const loose =
    conditioned || !resources.includes('*')
      ? []
      : actions.filter((action) => !isUnscoped(action) && !stars.includes(action) && !isPassing(action));
  return [
    ...(stars.length > 0 ? [`is allowed every action of ${few(stars)}`] : []),
    ...(passes ? ['may pass any role on (iam:PassRole)'] : []),
    ...(loose.length > 0 ? [`is allowed ${few(loose)} on every resource (*)`] : []),
  ];
};

const isPassing = (action: string): boolean => passing.test(action);

/** The first few names, and how many more there are. */
const few = (names: readonly string[]): string => {
  const shown = names.slice(0, 4).join(', ');
  return names.length > 4 ? `${shown} and ${names.length - 4} more` : shown;
};
