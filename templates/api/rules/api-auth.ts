import { get, list } from '../../../src/kit/index.ts';
import type { Judge, JudgeContext, Judgement } from '../../../src/kit/index.ts';
import type { Api, Operation } from '../model.ts';

/** Judges whether every operation says who may call it. */
export const judge: Judge<Api> = ({ contracts }, { models }) => {
  const front = frontOf(models);
  const operations = contracts.flatMap((contract) => contract.operations).filter(({ probe }) => !probe);
  return operations.map((operation): Judgement => {
    const { name, at } = operation;
    const flaw = flawOf(operation);
    if (flaw === undefined)
      return { outcome: 'pass', message: `${name} says who may call it.`, at: [at], subject: name };
    if (front !== undefined && !operation.secured) {
      const message = `${name} says nothing of who may call it; the descriptor says that the ${front} asks, which cannot be seen from here.`;
      return { outcome: 'unknown', message, at: [at], subject: name };
    }
    return { outcome: 'fail', message: `${name} ${flaw}.`, at: [at], subject: name };
  });
};

/** What asks callers for their identity in front of the service, as the service descriptor declares it. */
const frontOf = (models: JudgeContext['models']): string | undefined =>
  list(get(models['base'], 'authTerminatedAt'))
    .map((declared) => get(declared, 'value'))
    .find((value) => typeof value === 'string');

const asked = 'openIdConnect, oauth2 or mutualTLS';

const flawOf = ({ secured, public: open, publicReason, requirements }: Operation): string | undefined => {
  if (!secured)
    return `does not say who may call it: it needs security by ${asked} with scopes, or an empty security with x-public-reason`;
  if (open) {
    return (publicReason ?? '').trim().length >= 10
      ? undefined
      : 'may be called by anybody, and has no x-public-reason that says why';
  }
  const weak = requirements.find(({ type }) => !/^(?:oauth2|openIdConnect|mutualTLS|awsSigv4)$/.test(type));
  if (weak !== undefined) {
    return weak.type === 'undeclared'
      ? `demands ${weak.scheme}, which components.securitySchemes does not declare`
      : `accepts ${weak.scheme}, a scheme of type ${weak.type}: that proves a secret rather than an identity; use ${asked}`;
  }
  const all = requirements.find(({ type, scopes }) => !/^(?:mutualTLS|awsSigv4)$/.test(type) && scopes.length === 0);
  return all === undefined ? undefined : `demands ${all.scheme} without a scope: every token of it may do everything`;
};
