import type { At, JudgeContext } from '../../src/kit/index.ts';
import { get, list } from '../../src/kit/index.ts';

/** An entry of the service catalogue for a store, as far as rules here need it. */
export interface CatalogueStore {
  readonly name: string;
  readonly type: string;
  readonly owner: string | null;
  /** Components that say they need it, or that it says to be needed by. */
  readonly consumers: readonly string[];
  readonly rebuildable: boolean;
  readonly at: At;
}

const text = (value: unknown): string | null =>
  typeof value === 'string' && value !== '' ? value.toLowerCase() : null;

/** The name at the end of a reference: `checkout` of `group:default/checkout`. */
const bare = (reference: string): string =>
  reference.slice(Math.max(reference.lastIndexOf('/'), reference.lastIndexOf(':')) + 1);

/** Stores of the catalogue, from the model of another kind: it may be absent, or say less. */
export const storesOf = ({ models }: JudgeContext): readonly CatalogueStore[] =>
  list(get(models['base'], 'resources')).flatMap((entry): readonly CatalogueStore[] => {
    const [name, at] = [text(get(entry, 'name')), get(entry, 'at')];
    if (name === null || typeof get(at, 'path') !== 'string') return [];
    const owner = text(get(entry, 'owner'));
    const named = list(get(entry, 'dependencyOf')).flatMap((reference) => text(get(reference, 'name')) ?? []);
    const consumers = new Set([...named, ...dependents(models, name)]);
    return [
      {
        name,
        type: text(get(entry, 'type')) ?? '',
        owner: owner === null ? null : bare(owner),
        consumers: [...consumers],
        rebuildable: get(entry, 'rebuildable') === true,
        at: at as At,
      },
    ];
  });

/** Components of this repository that depend on a resource of that name. */
const dependents = (models: JudgeContext['models'], name: string): readonly string[] =>
  list(get(models['base'], 'descriptors')).flatMap((descriptor) => {
    const needs = list(get(descriptor, 'relations', 'dependsOn'));
    const needed = needs.some(
      (reference) => text(get(reference, 'kind')) === 'resource' && text(get(reference, 'name')) === name,
    );
    return needed ? (text(get(descriptor, 'name')) ?? []) : [];
  });

/** The team that owns the service; null where nothing tells. */
export const ownerOf = ({ models }: JudgeContext): string | null => text(get(models['base'], 'service', 'owner'));

/** A step of the pipeline, as far as rules here need it. */
export interface PipelineStep {
  readonly does: readonly unknown[];
  readonly blocking: boolean;
  readonly at: readonly At[];
}

/** Steps of the pipeline, from the model of another kind: it may be absent. */
export const stepsOf = ({ models }: JudgeContext): readonly PipelineStep[] =>
  list(get(models['pipeline'], 'workflows'))
    .flatMap((workflow) => list(get(workflow, 'jobs')))
    .flatMap((job) => list(get(job, 'steps')))
    .map((step) => {
      const at = get(step, 'at');
      const places = typeof get(at, 'path') === 'string' ? [at as At] : [];
      return { does: list(get(step, 'does')), blocking: get(step, 'blocking') !== false, at: places };
    });
