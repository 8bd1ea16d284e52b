import { UserError } from '../errors.ts';
import { closest } from './closest.ts';
import type { Archetype, Catalog, Kind, Rule, Standard, Template } from './types.ts';

function found<T>(item: T | undefined, what: string, wanted: string, known: readonly string[], list: string): T {
  if (item !== undefined) return item;
  const near = closest(wanted, known);
  throw new UserError(
    `There is no ${what} ${JSON.stringify(wanted)}.`,
    `${near === undefined ? '' : `Did you mean ${near}? `}\`create-service list ${list}\` shows all.`,
  );
}

export function kindOf(standard: Catalog, id: string): Kind {
  const known = standard.kinds.map((kind) => kind.id);
  return found(
    standard.kinds.find((kind) => kind.id === id),
    'kind',
    id,
    known,
    'templates',
  );
}

/** Finds a template of a kind by its name or by `kind/name`. */
export function templateOf(standard: Catalog, kindId: string, wanted: string): Template {
  const kind = kindOf(standard, kindId);
  const name = wanted.startsWith(`${kindId}/`) ? wanted.slice(kindId.length + 1) : wanted;
  const known = kind.templates.map((template) => template.name);
  return found(
    kind.templates.find((template) => template.name === name),
    `${kindId} template`,
    wanted,
    known,
    'templates',
  );
}

export function archetypeOf(standard: Catalog, id: string): Archetype {
  const known = standard.archetypes.map((archetype) => archetype.id);
  return found(
    standard.archetypes.find((archetype) => archetype.id === id),
    'archetype',
    id,
    known,
    'archetypes',
  );
}

export function ruleOf(standard: Standard, id: string): Rule {
  const known = standard.rules.map((rule) => rule.id);
  return found(
    standard.rules.find((rule) => rule.id === id),
    'rule',
    id,
    known,
    'rules',
  );
}
