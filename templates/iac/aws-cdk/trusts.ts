import { nodesOfType, placeOf } from '../../../src/kit/index.ts';
import type { Source, Value } from '../../../src/kit/index.ts';
import type { Part, Trust } from '../model.ts';
import { takesToken, trustOf } from '../trust.ts';
import type { Condition } from '../trust.ts';
import type { Program } from './construct.ts';
import { textOf } from './props.ts';

/** Principals that stand for whoever brings a token; of the last, its third argument names the action. */
const principals = /(?:^|\.)(?:WebIdentityPrincipal|OpenIdConnectPrincipal|FederatedPrincipal)$/;

/** Roles that pipelines take by their tokens. */
export const readTrusts = (program: Program): readonly Part[] => {
  // Conditions that are put on later are not followed.
  if (program.calls.some(({ name }) => name === 'withConditions')) return [];
  return program.sources.flatMap((source) => {
    const trusts = trustsIn(source, program);
    return trusts.length === 0 ? [] : [{ trusts }];
  });
};

const trustsIn = ({ path, tree }: Source, { evaluator }: Program): readonly Trust[] =>
  nodesOfType(tree, 'NewExpression').flatMap((node): readonly Trust[] => {
    const value = evaluator.evaluate(path, node);
    if (value.kind !== 'new' || !principals.test(value.name)) return [];
    const [provider, given, action] = value.args;
    const isMeant = !value.name.endsWith('FederatedPrincipal') || takesToken(textOf(action) ?? '');
    const conditions = isMeant ? conditionsOf(given) : undefined;
    const trust = conditions && trustOf(path, textOf(provider) ?? '', conditions, placeOf(path, node));
    return trust === undefined ? [] : [trust];
  });

/** `{ StringEquals: { 'issuer:sub': 'repo:…' } }`; undefined where it is computed. */
const conditionsOf = (given: Value | undefined): readonly Condition[] | undefined => {
  if (given === undefined) return [];
  if (given.kind !== 'object' || !given.complete) return undefined;
  const found: Condition[] = [];
  for (const [operator, entries] of Object.entries(given.entries)) {
    if (entries.kind !== 'object') return undefined;
    for (const [key, value] of Object.entries(entries.entries)) {
      const values = value.kind === 'list' ? value.items : [value];
      found.push({ operator, key, values: values.map((item) => textOf(item) ?? '${}') });
    }
  }
  return found;
};
