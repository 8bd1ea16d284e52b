import { get, pointer, type At, type Mapping } from '../../../src/kit/index.ts';
import { mergeDeep } from './merge.ts';

/** One file of a configuration, in the order of its includes: what stands in a later one wins. */
export interface Layer {
  readonly path: string;
  /** Which document of the file: the one behind a header is the second. */
  readonly document: number;
  readonly data: Mapping;
  /** Where it came from, for what the host brings: that has no place of its own in the repository. */
  readonly from: At | undefined;
  /** Pipelines that it is part of; undefined for all. */
  readonly scenarios: ReadonlySet<string> | undefined;
}

/** Code of others that a configuration takes in, which cannot be seen from here. */
export interface Unseen {
  readonly kind: 'project' | 'remote' | 'template' | 'component' | 'artifact';
  readonly name: string;
  readonly ref: string | null;
  readonly pinned: boolean;
  /** Whether it is known what it brings. */
  readonly known: boolean;
  readonly at: At;
}

/** A pipeline's configuration with everything that it includes. */
export interface Config {
  /** The file that it starts from. */
  readonly path: string;
  readonly layers: readonly Layer[];
  readonly merged: Mapping;
  readonly unseen: readonly Unseen[];
}

export const configOf = (path: string, layers: readonly Layer[], unseen: readonly Unseen[]): Config => ({
  path,
  layers,
  merged: layers.reduce<Mapping>((merged, { data }) => mergeDeep(merged, data), {}),
  unseen,
});

export const placeIn = (layer: Layer, ...keys: readonly (string | number)[]): At =>
  layer.from ?? {
    path: layer.path,
    pointer: pointer(...keys),
    ...(layer.document > 0 ? { document: layer.document } : {}),
  };

/** Where a configuration says something: the last file that does. Undefined when none does. */
export function placeOf(config: Config, ...keys: readonly string[]): At | undefined {
  const layer = layersWith(config, ...keys).at(-1);
  return layer && placeIn(layer, ...keys);
}

export const layersWith = (config: Config, ...keys: readonly string[]): readonly Layer[] =>
  config.layers.filter(({ data }) => get(data, ...keys) !== undefined);
