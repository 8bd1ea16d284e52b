import { UserError } from '../errors.ts';
import { archetypeOf, templateOf } from '../catalog/find.ts';
import type { Archetype, Catalog, Template } from '../catalog/types.ts';

/** What the user chose: an archetype, templates by kind (`none` leaves the kind out), or nothing. */
export interface Choice {
  readonly archetype?: string;
  readonly templates: Readonly<Record<string, string>>;
}

export interface Selection {
  readonly archetype?: Archetype;
  /** One template per kind, in the order of kinds. */
  readonly templates: readonly Template[];
}

/**
 * Chooses templates: those of the archetype, changed by those named one by one. With templates but no archetype, just these
 * and the required kinds; with neither, the default archetype.
 */
export function select(standard: Catalog, choice: Choice): Selection {
  const named = Object.values(choice.templates).some((name) => name !== 'none');
  const archetype =
    choice.archetype !== undefined
      ? archetypeOf(standard, choice.archetype)
      : named
        ? undefined
        : standard.archetypes.find((candidate) => candidate.default);
  const names: Record<string, string> = { ...archetype?.templates, ...choice.templates };
  const templates = standard.kinds.flatMap((kind): Template[] => {
    const name = names[kind.id] ?? (kind.required ? kind.templates[0]?.name : undefined);
    if (kind.required && name === 'none')
      throw new UserError(`Every service has the kind ${kind.id}.`, `Leave out --${kind.id} none.`);
    return name === undefined || name === 'none' ? [] : [templateOf(standard, kind.id, name)];
  });
  return archetype === undefined ? { templates } : { archetype, templates };
}
