import { UserError } from '../errors.ts';
import { readUnit } from './check.ts';
import type { Archetype, Kind } from './types.ts';

const path = 'archetypes.yaml';

function refuse(pointer: string, what: string, hint: string): never {
  throw new UserError(`templates/${path} at ${pointer}: ${what}.`, hint);
}

/**
 * The archetypes of a standard; none when there is no such file.
 *
 * @throws UserError for a template that does not exist, an answer that nobody asks for, or a second default
 */
export function archetypesOf(tree: ReadonlyMap<string, string>, kinds: readonly Kind[]): Archetype[] {
  if (!tree.has(path)) return [];
  const yaml = Object.entries((readUnit(tree, path, 'archetypes') ?? {}) as Record<string, Omit<Archetype, 'id'>>);
  const second = yaml.filter(([, archetype]) => archetype.default)[1];
  if (second !== undefined)
    refuse(`/${second[0]}/default`, 'another archetype is the default already', 'Leave one of them.');
  return yaml.map(([id, archetype]) => {
    const known = Object.entries(archetype.templates).flatMap(([kindId, name]) =>
      questionsOf(kinds, kindId, name, `/${id}/templates/${kindId}`),
    );
    for (const name of Object.keys(archetype.answers ?? {})) {
      if (known.includes(name)) continue;
      refuse(
        `/${id}/answers/${name}`,
        `none of its templates asks for ${JSON.stringify(name)}`,
        'Correct its spelling or remove it.',
      );
    }
    return { ...archetype, id, default: archetype.default ?? false, answers: archetype.answers ?? {} };
  });
}

function questionsOf(kinds: readonly Kind[], kindId: string, name: string, pointer: string): readonly string[] {
  const kind = kinds.find((candidate) => candidate.id === kindId);
  const template = kind?.templates.find((candidate) => candidate.name === name);
  if (kind === undefined || template === undefined)
    return refuse(pointer, `there is no template ${kindId}/${name}`, 'Name a folder that exists.');
  return [...kind.questions, ...template.questions].map((question) => question.name);
}
