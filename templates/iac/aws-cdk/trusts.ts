import type { Part, Trust } from '../model.ts';
import { conditionsIn, takesToken, trustOf } from '../trust.ts';
import type { Construct, Program } from './construct.ts';
import { textOf } from './props.ts';

/** Principals that stand for whoever brings a token; of the last, its third argument names the action. */
const principals: ReadonlySet<string | null> = new Set([
  'WebIdentityPrincipal',
  'OpenIdConnectPrincipal',
  'FederatedPrincipal',
]);

/** Roles that pipelines take by their tokens. */
export const readTrusts = (program: Program): readonly Part[] => {
  // Conditions that are put on later are not followed.
  if (program.calls.some(({ name }) => name === 'withConditions')) return [];
  const trusts = program.constructs.flatMap((construct) =>
    principals.has(construct.type) ? trustsIn(construct, program) : [],
  );
  return trusts.length === 0 ? [] : [{ trusts }];
};

const trustsIn = ({ type, path, node, at }: Construct, { evaluator }: Program): readonly Trust[] => {
  const value = evaluator.evaluate(path, node);
  if (value.kind !== 'new') return [];
  const [provider, given, action] = value.args;
  const isMeant = type !== 'FederatedPrincipal' || takesToken(textOf(action) ?? '');
  const conditions = isMeant ? (given === undefined ? [] : conditionsIn(given)) : undefined;
  const trust = conditions && trustOf(path, textOf(provider) ?? '', conditions, at);
  return trust === undefined ? [] : [trust];
};
