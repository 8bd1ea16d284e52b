import { isProduction } from '../../../src/kit/index.ts';
import type { Judge, Judgement } from '../../../src/kit/index.ts';
import type { Environment, Infrastructure } from '../model.ts';

export const judge: Judge<Infrastructure> = ({ apps, environments, elsewhere }): Judgement | readonly Judgement[] => {
  const [production, others] = [
    environments.filter(({ name }) => isProduction(name)),
    environments.filter(({ name }) => !isProduction(name)),
  ];
  if (apps.length === 0 && elsewhere.length === 0) {
    return { outcome: 'not-applicable', message: 'No infrastructure is described here.' };
  }
  if (production.length === 0 || others.length === 0) {
    return { outcome: 'unknown', message: 'No two environments were found whose accounts could be compared.' };
  }
  // A repository of many parts has the same environment in each: what is not known of it is said once.
  const told = new Set<string>();
  return production.flatMap((environment) => {
    const judged = judgeOne(environment, others);
    if (judged.outcome !== 'unknown') return [judged];
    if (told.has(environment.name)) return [];
    told.add(environment.name);
    return [judged];
  });
};

const judgeOne = (environment: Environment, others: readonly Environment[]): Judgement => {
  const { name, account, accountFrom, at } = environment;
  const subject = `account of ${name}`;
  const same = others.filter((other) => account !== null && other.account === account);
  if (same.length > 0) {
    const names = same.map((other) => other.name).join(', ');
    const message = `${name} shares the account ${account} with ${names}.`;
    return { outcome: 'fail', message, at: [at, ...same.map((other) => other.at)], subject };
  }
  // What comes from elsewhere differs where its sources differ; one source may give another account each time.
  const unseen = others.filter((other) => !differs(environment, other));
  const source = account ?? accountFrom ?? 'something computed';
  return unseen.length > 0
    ? {
        outcome: 'unknown',
        message: `Whether ${name} (${source}) has an account of its own is decided elsewhere.`,
        at: [at],
        subject,
      }
    : { outcome: 'pass', message: `${name} has an account of its own.`, at: [at], subject };
};

const differs = (one: Environment, other: Environment): boolean => {
  if (one.account !== null && other.account !== null) return one.account !== other.account;
  return one.accountFrom !== null && other.accountFrom !== null && one.accountFrom !== other.accountFrom;
};
