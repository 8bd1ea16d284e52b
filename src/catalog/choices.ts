import { UserError } from '../errors.ts';
import type { Choice, ChoiceValue, Kind } from './types.ts';

/** Every choice of the standard, by name. */
export const choicesOf = (kinds: readonly Kind[]): ReadonlyMap<string, Choice> =>
  new Map(kinds.flatMap(({ choices }) => Object.entries(choices)));

/** What may be written, as a clause. */
export const allowedBy = ({ enum: words, minimum, maximum, list, default: value }: Choice): string => {
  if (words !== undefined) return `one of ${words.join(', ')}`;
  if (list) return 'a list of texts';
  if (typeof value === 'number') {
    const limits = [minimum === undefined ? [] : [`from ${minimum}`], maximum === undefined ? [] : [`to ${maximum}`]];
    return ['a number', ...limits.flat()].join(' ');
  }
  return typeof value === 'boolean' ? 'true or false' : 'a text';
};

/** Whether a value is one that may be chosen. */
export const fits = (choice: Choice, value: unknown): value is ChoiceValue => {
  const { enum: words, minimum = -Infinity, maximum = Infinity, list, default: usual } = choice;
  if (list) return Array.isArray(value) && value.every((entry) => typeof entry === 'string');
  if (words !== undefined) return typeof value === 'string' && words.includes(value);
  if (typeof usual === 'number') return typeof value === 'number' && value >= minimum && value <= maximum;
  return typeof value === typeof usual;
};

/**
 * Checks that every choice allows its own default, and that no name is given twice.
 *
 * @throws UserError that names file and place
 */
export function checkChoices(kinds: readonly Kind[]): void {
  const seen = new Set<string>();
  for (const { id, choices } of kinds) {
    for (const [name, choice] of Object.entries(choices)) {
      const place = `templates/${id}/kind.yaml at /choices/${name}`;
      if (seen.has(name)) throw new UserError(`${place}: another kind has a choice of that name.`, 'Rename one.');
      seen.add(name);
      if (fits(choice, choice.default)) continue;
      throw new UserError(`${place}/default: write ${allowedBy(choice)}.`, 'A default has to be one of the choices.');
    }
  }
}
