import type { At, Judge, Judgement } from '../../../src/kit/index.ts';
import type { DatabaseLogin, Infrastructure, Stateful } from '../model.ts';

export const judge: Judge<Infrastructure> = (infrastructure): Judgement | readonly Judgement[] => {
  const judged = [...infrastructure.databaseLogins.map(judgeLogin), ...personal(infrastructure)];
  if (judged.length > 0) return judged;
  return infrastructure.elsewhere.length > 0
    ? { outcome: 'unknown', message: 'Infrastructure is described in a way that is not read; it may have a database.' }
    : { outcome: 'not-applicable', message: 'No database is described here.' };
};

/** Programs that prepare a database need its master user; nobody serves requests with them. */
const preparing = /migrat|bootstrap|setup|init|seed|rotat|provision/i;

const judgeLogin = ({
  database,
  identity,
  masterPassword,
  rotation,
  programsAsMaster,
  at,
}: DatabaseLogin): Judgement => {
  const about: { readonly at: readonly At[]; readonly subject: string } = {
    at: [at],
    subject: `logins of ${database}`,
  };
  const masters = programsAsMaster.filter((program) => !preparing.test(program));
  const weak = [
    ...(masterPassword === 'written' ? ['has its master password written down'] : []),
    ...(masters.length > 0 ? [`is used with its master user by ${masters.join(', ')}`] : []),
    ...(identity === 'no' && masterPassword === 'none' ? ['asks nobody who they are'] : []),
    ...(identity !== 'yes' && identity !== 'unknown' && masterPassword !== 'none' && rotation === 'no'
      ? [
          `${identity === 'no' ? 'takes no IAM identities, and' : 'takes passwords only, and'} nobody rotates its password`,
        ]
      : []),
  ];
  if (weak.length > 0) return { outcome: 'fail', message: `The database ${database} ${weak.join(' and ')}.`, ...about };
  return identity === 'yes' || rotation === 'yes'
    ? { outcome: 'pass', message: `Programs log in to ${database} without a password that stays the same.`, ...about }
    : { outcome: 'unknown', message: `How programs log in to ${database} is not shown.`, ...about };
};

const personally = /personal|pii/i;

/** Data of persons, by its classification, has an end. */
const personal = ({ stateful, tags }: Infrastructure): readonly Judgement[] => {
  const everywhere = tags.some(({ key, value }) => key === 'data-classification' && personally.test(value ?? ''));
  const isPersonal = (resource: Stateful): boolean =>
    resource.tags?.some(({ key, value }) => key === 'data-classification' && personally.test(value ?? '')) ?? false;
  return stateful
    .filter(
      (resource) =>
        resource.expiry !== 'not-offered' && resource.forLogs === 'no' && (everywhere || isPersonal(resource)),
    )
    .map(({ type, resource, expiry, at }): Judgement => {
      const name = `${type} ${resource}`;
      const about = { at: [at], subject: `retention of ${name}` };
      if (expiry === 'unknown')
        return { outcome: 'unknown', message: `Whether the ${name} deletes personal data is computed.`, ...about };
      return expiry === 'yes'
        ? { outcome: 'pass', message: `The ${name} deletes personal data by itself.`, ...about }
        : { outcome: 'fail', message: `The ${name} keeps personal data without an end.`, ...about };
    });
};
