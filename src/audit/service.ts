import { member } from './pointers.ts';
import type { RepositoryReport } from './report-types.ts';

/** The tier of a service that declares none: it is meant for production until somebody says otherwise. */
export const defaultTier = 2;

const isTier = (value: unknown): value is 1 | 2 | 3 => value === 1 || value === 2 || value === 3;

/** The manifest has the templates as keys with their versions; a model may have them as a list. */
const templateIds = (templates: unknown): readonly string[] => {
  if (typeof templates !== 'object' || templates === null) return [];
  const ids = Array.isArray(templates)
    ? templates.map((template) => (typeof template === 'string' ? template : member(template, 'id')))
    : Object.keys(templates);
  return ids.filter((id) => typeof id === 'string');
};

/** What settles the tier: demanded by the caller, else at least the wanted one, else what is declared, else the usual one. */
export interface Tiers {
  readonly demanded: number | undefined;
  /** Of the repository's configuration: it counts where it is higher. */
  readonly wanted: number | undefined;
  /** Of services that declare none. */
  readonly usual: number | undefined;
}

/** The tier that the service declares, or that services have which declare none. */
export const declaredTier = (base: unknown, { usual }: Tiers): number => {
  const declared = member(member(base, 'service'), 'tier');
  return isTier(declared) ? declared : (usual ?? defaultTier);
};

/** Which service this is, as far as its descriptor and its manifest tell. */
export const identifyService = (base: unknown, tiers: Tiers, root: string): RepositoryReport['service'] => {
  const service = member(base, 'service');
  const name = member(service, 'name');
  return {
    name: typeof name === 'string' ? name : null,
    tier: tiers.demanded ?? Math.max(declaredTier(base, tiers), tiers.wanted ?? 1),
    templates: templateIds(member(member(base, 'manifest'), 'templates')),
    root,
  };
};
