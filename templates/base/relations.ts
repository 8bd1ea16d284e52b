import { get, list, pointer, record } from '../../src/kit/index.ts';
import type { Entity } from '../../src/kit/index.ts';
import type { CatalogApi, CatalogResource, Declared, Reference, Relations } from './model.ts';
import { text } from './values.ts';

/** What each relation stands for where a reference names no kind. */
const kindOfRelation = {
  providesApis: 'api',
  consumesApis: 'api',
  dependsOn: 'component',
  dependencyOf: 'component',
} as const;

const namespaceOf = ({ metadata }: Entity): string => (text(metadata['namespace']) ?? 'default').toLowerCase();

/** `[<kind>:][<namespace>/]<name>`, as Backstage writes references. */
const referencesOf = (entity: Entity, relation: keyof typeof kindOfRelation): readonly Reference[] =>
  list(entity.spec[relation]).flatMap((entry, index): readonly Reference[] => {
    const written = text(entry);
    if (written === null) return [];
    const [, kind, namespace, name = ''] = /^(?:([^:/]*):)?(?:([^/]*)\/)?(.*)$/s.exec(written) ?? [];
    return [
      {
        written,
        kind: (kind ?? kindOfRelation[relation]).toLowerCase(),
        namespace: (namespace ?? namespaceOf(entity)).toLowerCase(),
        name,
        at: { ...entity.at, pointer: pointer('spec', relation, index) },
      },
    ];
  });

export const relationsOf = (entity: Entity): Relations => ({
  providesApis: referencesOf(entity, 'providesApis'),
  consumesApis: referencesOf(entity, 'consumesApis'),
  dependsOn: referencesOf(entity, 'dependsOn'),
  dependencyOf: referencesOf(entity, 'dependencyOf'),
});

const marksOf = ({ metadata }: Entity): Readonly<Record<string, unknown>> => ({
  ...record(metadata['annotations']),
  ...record(metadata['labels']),
});

export const resourceOf = (entity: Entity): CatalogResource => {
  const { metadata, spec, at } = entity;
  const marks = Object.entries(marksOf(entity));
  return {
    name: text(metadata['name']),
    namespace: namespaceOf(entity),
    type: text(spec['type']),
    owner: text(spec['owner']),
    dependencyOf: referencesOf(entity, 'dependencyOf'),
    dependsOn: referencesOf(entity, 'dependsOn'),
    rebuildable: marks.some(
      ([key, value]) => /(?:^|[./-])rebuildable$/i.test(key) && /^(?:true|yes)$/i.test(`${value}`),
    ),
    at,
  };
};

export const apiOf = (entity: Entity): CatalogApi => {
  const { metadata, spec, at } = entity;
  const definition = spec['definition'];
  return {
    name: text(metadata['name']),
    namespace: namespaceOf(entity),
    type: text(spec['type']),
    lifecycle: text(spec['lifecycle']),
    owner: text(spec['owner']),
    definition: text(get(definition, '$text')) ?? text(get(definition, '$json')) ?? text(get(definition, '$yaml')),
    at,
  };
};

/** What an annotation of a component declares, by the end of its name: `auth-terminated-at`, `acme.com/rollback-command`. */
export const annotatedBy = (entity: Entity, name: string): readonly Declared[] =>
  Object.entries(record(entity.metadata['annotations'])).flatMap(([key, said]) => {
    const value = text(said);
    const named = key === name || key.endsWith(`/${name}`);
    return named && value !== null
      ? [{ value, at: { ...entity.at, pointer: pointer('metadata', 'annotations', key) } }]
      : [];
  });
