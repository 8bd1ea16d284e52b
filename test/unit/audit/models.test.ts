import { describe, expect, it } from 'vitest';
import { createDocuments } from '../../../src/audit/documents.ts';
import { mergeModels, readModels } from '../../../src/audit/models.ts';
import { memoryTree } from '../../../src/audit/tree.ts';
import { unitsOf } from './toy-standard.ts';

const { view } = createDocuments(memoryTree({}), []);

describe('several readers of one kind', () => {
  it('join their lists, merge their objects, and the first wins on scalars', async () => {
    const first = { jobs: [{ name: 'build' }], service: { name: 'orders', tier: null }, seen: true };
    const second = { jobs: [{ name: 'deploy' }], service: { name: 'other', tier: 1 }, seen: false };
    const empty = { jobs: [], stages: [], service: { name: null, tier: null, owner: null }, seen: false, count: 0 };
    const readers = [first, second].map((model) => ({ globs: [], read: () => model }));
    const { models } = await readModels(unitsOf([], readers, {}, empty), view);
    expect(models).toEqual({
      toy: {
        jobs: [{ name: 'build' }, { name: 'deploy' }],
        stages: [],
        service: { name: 'orders', tier: 1, owner: null },
        seen: true,
        count: 0,
      },
    });
  });

  it('never make one place out of two', () => {
    const first = { service: { at: { path: 'a.yaml', pointer: '/x' } } };
    const second = { service: { at: { path: 'b', line: 3 }, name: 'orders' } };
    expect(mergeModels(first, second)).toEqual({ service: { at: { path: 'a.yaml', pointer: '/x' }, name: 'orders' } });
  });

  it('leave the empty model as it is, and a key named __proto__ a key', async () => {
    const empty = Object.freeze({ list: Object.freeze([]), map: Object.freeze({}) });
    const hostile = JSON.parse('{"map": {"__proto__": {"polluted": true}}}') as object;
    const { models } = await readModels(unitsOf([], [{ globs: [], read: () => hostile }], {}, empty), view);
    expect(JSON.stringify(models)).toBe('{"toy":{"map":{"__proto__":{"polluted":true}},"list":[]}}');
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('are isolated: one that throws is named, the others are heard', async () => {
    const broken = {
      globs: [],
      read: () => {
        throw new Error('no such thing');
      },
    };
    const rejecting = { globs: [], read: () => Promise.reject(new Error('later')) };
    const { models, failures } = await readModels(
      unitsOf([], [broken, { globs: [], read: () => ({ a: 1 }) }, rejecting]),
      view,
    );
    expect(models).toEqual({ toy: { a: 1 } });
    expect(failures).toEqual([
      { kind: 'toy', reader: 'toy/reader-0', message: 'no such thing' },
      { kind: 'toy', reader: 'toy/reader-2', message: 'later' },
    ]);
  });
});

describe('what follows from all readers of a kind', () => {
  const readers = [{ jobs: [1] }, { jobs: [2] }].map((model) => ({ globs: [], read: () => model }));
  const units = unitsOf([], readers, {}, { jobs: [], count: 0 });

  it('is added once their models are one', async () => {
    const complete = (model: { readonly jobs: readonly number[] }): object => ({ ...model, count: model.jobs.length });
    const { models } = await readModels({ ...units, completions: { toy: complete } }, view);
    expect(models).toEqual({ toy: { jobs: [1, 2], count: 2 } });
  });

  it('is named when it breaks, and leaves the model as it was read', async () => {
    const complete = (): object => {
      throw new Error('no such thing');
    };
    const { models, failures } = await readModels({ ...units, completions: { toy: complete } }, view);
    expect(models).toEqual({ toy: { jobs: [1, 2], count: 0 } });
    expect(failures).toEqual([{ kind: 'toy', reader: 'toy', message: 'no such thing' }]);
  });
});
