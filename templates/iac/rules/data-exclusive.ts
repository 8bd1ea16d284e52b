import type { Judge, Judgement } from '../../../src/kit/index.ts';
import { ownerOf, storesOf } from '../neighbours.ts';
import type { CatalogueStore } from '../neighbours.ts';
import type { ForeignResource, Infrastructure } from '../model.ts';

const kinds = new Set<ForeignResource['type']>(['database', 'table', 'cache']);
const catalogued = /database|table|datastore|cache|postgres|mysql|dynamo|redis/;

export const judge: Judge<Infrastructure> = (infrastructure, context): Judgement | readonly Judgement[] => {
  const { stateful, foreignResources, elsewhere } = infrastructure;
  const stores = storesOf(context).filter(({ type }) => catalogued.test(type));
  const made = stateful.filter(({ type }) => type === 'database' || type === 'table');
  const foreign = foreignResources.filter(({ type }) => kinds.has(type));
  const judged = [
    ...foreign.map((resource) => judgeForeign(resource, infrastructure, stores, ownerOf(context))),
    ...stores.filter(({ consumers }) => consumers.length > 1).map(shared),
    ...made.map(({ type, resource, at }): Judgement => ({
      outcome: 'pass',
      message: `The ${type} ${resource} is made here.`,
      at: [at],
      subject: `${type} ${resource}`,
    })),
  ];
  if (judged.length > 0) return judged;
  return elsewhere.length > 0
    ? { outcome: 'unknown', message: 'Infrastructure is described in a way that is not read; it may use a database.' }
    : { outcome: 'not-applicable', message: 'Nothing here makes or uses a database.' };
};

// A copy that others may read is theirs to read, when its owner made it for them.
const copy = /replica|\.cluster-ro-|read-?only|[-_]ro(?:$|[-.])/i;

const judgeForeign = (
  { type, name, by, at }: ForeignResource,
  { ties }: Infrastructure,
  stores: readonly CatalogueStore[],
  owner: string | null,
): Judgement => {
  const about = { at: [at], subject: `${type} ${name ?? 'that is computed'}` };
  if (name === null) return { outcome: 'unknown', message: `Which ${type} is used is computed.`, ...about };
  const called = by === 'address' ? 'leads to' : 'uses';
  const own = ties.some(({ kind, value }) => kind === 'physical name' && value === name);
  if (own) return { outcome: 'pass', message: `The ${type} ${name} is made here.`, ...about };
  const entry = stores.find(
    (store) => name.toLowerCase().split('.')[0] === store.name || name.toLowerCase() === store.name,
  );
  if (entry === undefined) {
    return copy.test(name)
      ? { outcome: 'unknown', message: `Whether ${name} is a copy that is meant for others is not shown.`, ...about }
      : {
          outcome: 'fail',
          message: `This ${called} the ${type} ${name}, which is not made here and which no entry of the catalogue gives to this service.`,
          ...about,
        };
  }
  if (entry.owner === null || owner === null) {
    return { outcome: 'unknown', message: `Who owns the ${type} ${name} is not shown.`, ...about };
  }
  return entry.owner === owner
    ? { outcome: 'pass', message: `The ${type} ${name} belongs to ${owner}.`, ...about }
    : { outcome: 'fail', message: `This ${called} the ${type} ${name} of ${entry.owner}.`, ...about };
};

const shared = ({ name, consumers, at }: CatalogueStore): Judgement => ({
  outcome: 'fail',
  message: `${name} is used by several services: ${consumers.join(', ')}.`,
  at: [at],
  subject: `store ${name}`,
});
