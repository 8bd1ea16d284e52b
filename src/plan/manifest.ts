import type { Catalog, Scalar, Template } from '../catalog/types.ts';

export const manifestPath = '.create-service/manifest.json';

/**
 * What a service remembers of its making. Sorted and without a clock, so that it changes only when its facts do.
 * The blob ids let a later update find the bytes that were rendered in the repository's own git objects.
 */
export interface Manifest {
  readonly schemaVersion: 1;
  readonly standard: { readonly version: string; readonly digest: string };
  /** Template id to its version. */
  readonly templates: Readonly<Record<string, string>>;
  readonly archetype?: string;
  readonly answers: Readonly<Record<string, Scalar>>;
  /** Path to the git blob id of what was rendered and the template that it came from; `seeded` files belong to the team. */
  readonly files: Readonly<
    Record<string, { readonly blob: string; readonly template: string; readonly seeded?: true }>
  >;
}

interface Facts {
  readonly standard: Catalog;
  readonly templates: readonly Template[];
  readonly archetype?: string;
  readonly answers: Readonly<Record<string, Scalar>>;
  readonly files: readonly {
    readonly path: string;
    readonly digest: string;
    readonly template: string;
    readonly seeded: boolean;
  }[];
}

const sorted = <T>(entries: readonly (readonly [string, T])[]): Readonly<Record<string, T>> =>
  Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : 1)));

export function manifestOf({ standard, templates, archetype, answers, files }: Facts): Manifest {
  return {
    schemaVersion: 1,
    standard: { version: standard.version, digest: standard.digest },
    templates: sorted(templates.map(({ id, version }) => [id, version])),
    ...(archetype === undefined ? {} : { archetype }),
    answers: sorted(Object.entries(answers)),
    files: sorted(
      files.map(({ path, digest, template, seeded }) => [
        path,
        { blob: digest, template, ...(seeded ? { seeded } : {}) },
      ]),
    ),
  };
}

export const manifestText = (manifest: Manifest): string => `${JSON.stringify(manifest, undefined, 2)}\n`;
