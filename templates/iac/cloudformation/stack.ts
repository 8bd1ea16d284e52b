import { get, isMapping, pointer, record } from '../../../src/kit/index.ts';
import type { At, Mapping } from '../../../src/kit/index.ts';
import type { Known } from '../model.ts';
import { withGlobals } from './sam.ts';
import { resolverOf } from './resolve.ts';
import type { Resource, Stack } from './values.ts';
import { said, step, usersIn } from './values.ts';

/** What is known of a template beside its text. */
export interface Context {
  readonly path: string;
  /** What it is deployed with, such as the parameters of a nested stack. */
  readonly values?: Mapping;
  readonly partial?: boolean;
  readonly protection?: Known;
  /** Name and place of a resource in the program that made the template. */
  readonly origin?: (id: string, body: unknown) => { readonly name: string; readonly at?: At } | undefined;
}

/** CloudFormation takes 500 in a stack; far above that somebody only wants to keep us busy. */
export const maxResources = 2000;

/** Whether a document is a CloudFormation template: it has resources of AWS, or of the author's own. */
export const isTemplate = (document: unknown): boolean => {
  const resources = get(document, 'Resources');
  return (
    isMapping(resources) &&
    Object.values(resources).some((body) => /^(AWS|Alexa|Custom)::/.test(said(get(body, 'Type'))))
  );
};

export const stackOf = (
  document: unknown,
  { path, values = {}, protection = 'unknown', partial = false, origin }: Context,
): Stack => {
  const { resolve, holds } = resolverOf(document, values);
  const all = record(get(document, 'Resources'));
  const written = Object.keys(all).length > maxResources ? {} : all;
  const resources = Object.entries(written).flatMap(([id, body]): readonly Resource[] => {
    const type = get(body, 'Type');
    // Loops (`Fn::ForEach::Name`) are lists, and whatever else has no type is no resource.
    if (typeof type !== 'string' || id.startsWith('Fn::')) return [];
    const own = record(body);
    if (typeof own['Condition'] === 'string' && holds(own['Condition']) === false) return [];
    const told = origin?.(id, body);
    const at = told?.at ?? { path, pointer: pointer('Resources', id) };
    const given = record(resolve(get(own, 'Properties')));
    return [
      {
        id,
        type,
        name: told?.name ?? id,
        properties: withGlobals(type, given, resolve(get(document, 'Globals')), own['IgnoreGlobals']),
        body: record(resolve({ ...own, Properties: null })),
        at,
        place: (...keys) => (told?.at ? at : placeIn(path, document, id, keys)),
      },
    ];
  });
  const byId = new Map(resources.map((resource) => [resource.id, resource]));
  return {
    resources,
    referred: (value) => byId.get(/^\$\{(\w+)(?:\.[\w.]+)?\}/.exec(typeof value === 'string' ? value : '')?.[1] ?? ''),
    usersOf: usersIn(resources),
    protection,
    partial,
  };
};

/** As deep as the keys lead in what is written; a function in the way ends it. What `Globals` give stands there. */
const placeIn = (path: string, document: unknown, id: string, keys: readonly (string | number)[]): At => {
  const own = ['Resources', id, 'Properties', ...keys];
  const section = /^AWS::Serverless::(\w+)$/.exec(said(get(document, 'Resources', id, 'Type')))?.[1] ?? '';
  const shared = ['Globals', section, ...keys];
  const way = depthOf(document, own) < 4 && depthOf(document, shared) > 2 ? shared : own;
  const depth = depthOf(document, way);
  // Of a property that is not there, the resource says more than the word `Properties`.
  return { path, pointer: pointer(...way.slice(0, depth === 3 ? 2 : depth)) };
};

/** How many of the keys lead on. */
const depthOf = (document: unknown, keys: readonly (string | number)[]): number => {
  let current: unknown = document;
  for (const [index, key] of keys.entries()) {
    current = step(current, key);
    if (current === undefined) return index;
  }
  return keys.length;
};
