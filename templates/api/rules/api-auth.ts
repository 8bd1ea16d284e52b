import { get, list } from '../../../src/kit/index.ts';
import type { Judge, JudgeContext, Judgement } from '../../../src/kit/index.ts';
import type { Api, Contract, Operation, Requirement } from '../model.ts';

/** Judges whether every operation says who may call it. */
export const judge: Judge<Api> = ({ contracts }, { models }) => {
  const front = frontOf(models);
  return contracts.flatMap((contract) => judgeContract(contract, front));
};

const judgeContract = (contract: Contract, front: string | undefined): readonly Judgement[] => {
  // What is found below .well-known is there for everybody to read.
  const operations = contract.operations.filter(({ probe, path }) => !probe && !path.startsWith('/.well-known/'));
  // A contract that says nothing anywhere lacks one thing, not one for each operation.
  return operations.length >= silentFrom && operations.every(({ secured }) => !secured)
    ? [silent(contract, operations, front)]
    : operations.map((operation) => judgeOperation(operation, front));
};

const silentFrom = 3;

const silent = ({ path, at }: Contract, operations: readonly Operation[], front: string | undefined): Judgement => {
  const about = { at: [at, ...operations.slice(0, placesAtMost).map((one) => one.at)], subject: `security of ${path}` };
  const message = `${path} says nowhere who may call its ${operations.length} operations`;
  return front === undefined
    ? { ...about, outcome: 'fail', message: `${message}: it needs a scheme of ${asked}, and security with scopes.` }
    : { ...about, outcome: 'unknown', message: `${message}; ${byFront(front)}` };
};

const placesAtMost = 20;

const judgeOperation = (operation: Operation, front: string | undefined): Judgement => {
  const { name, at } = operation;
  const flaw = flawOf(operation);
  if (flaw === undefined) return { outcome: 'pass', message: `${name} says who may call it.`, at: [at], subject: name };
  if (front !== undefined && !operation.secured) {
    const message = `${name} says nothing of who may call it; ${byFront(front)}`;
    return { outcome: 'unknown', message, at: [at], subject: name };
  }
  return { outcome: 'fail', message: `${name} ${flaw}.`, at: [at], subject: name };
};

const byFront = (front: string): string =>
  `the descriptor says that the ${front} asks, which cannot be seen from here.`;

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
  const weak = requirements.find(({ type }) => !/^(?:oauth2|openIdConnect|mutualTLS|awsSigv4|authorizer)$/.test(type));
  if (weak !== undefined) return weakness(weak);
  const all = requirements.find(
    ({ type, scopes }) => !/^(?:mutualTLS|awsSigv4|authorizer)$/.test(type) && scopes.length === 0,
  );
  return all === undefined ? undefined : `demands ${all.scheme} without a scope: every token of it may do everything`;
};

const weakness = ({ scheme, type, bearer }: Requirement): string => {
  if (type === 'undeclared') return `demands ${scheme}, which components.securitySchemes does not declare`;
  return bearer
    ? `accepts ${scheme}, a bearer token of which the contract says neither who issues it nor which scopes it needs; use ${asked}`
    : `accepts ${scheme}, a scheme of type ${type}: that proves a secret rather than an identity; use ${asked}`;
};
