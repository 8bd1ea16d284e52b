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

/** Which service this is, as far as its descriptor and its manifest tell. The tier that the caller demands comes first. */
export const identifyService = (base: unknown, demandedTier: number | undefined): RepositoryReport['service'] => {
  const service = member(base, 'service');
  const name = member(service, 'name');
  const declaredTier = member(service, 'tier');
  return {
    name: typeof name === 'string' ? name : null,
    tier: demandedTier ?? (isTier(declaredTier) ? declaredTier : defaultTier),
    templates: templateIds(member(member(base, 'manifest'), 'templates')),
  };
};
