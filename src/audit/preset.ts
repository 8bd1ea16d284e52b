import { allowedBy, choicesOf, fits } from '../catalog/choices.ts';
import type { ChoiceValue, Rule, Standard } from '../catalog/types.ts';
import { UserError } from '../errors.ts';
import { digestOf, pointer } from '../kit/index.ts';
import type { Overrides } from './overrides.ts';
import { ended, problemsOf, unknownName } from './schema-problems.ts';
import type { Problem } from './schema-problems.ts';
import { parseYaml } from './yaml.ts';

/** Bounds of the waivers of every repository. */
export interface WaiverPolicy {
  readonly maxDays?: number;
  readonly approvers?: readonly string[];
  readonly notWaivable?: readonly string[];
}

/** What an organisation sets for all of its repositories. Data only: it names no other file and no address. */
export interface Preset {
  readonly name: string;
  /** Of its text, so that two reports can be told to have the same. */
  readonly digest: string;
  /** The tier of services that declare none. */
  readonly tier?: Rule['tier'];
  readonly choices: Readonly<Record<string, ChoiceValue>>;
  readonly rules: Overrides;
  readonly waivers: WaiverPolicy;
}

/**
 * Reads a preset. What an organisation sets holds for hundreds of repositories, so nothing of a preset that is wrong anywhere is followed.
 *
 * @param path how the user named it, for messages
 * @throws UserError with the first mistake and its place
 */
export const parsePreset = (text: string, path: string, standard: Standard): Preset => {
  let documents: readonly unknown[];
  try {
    documents = parseYaml(text);
  } catch (error) {
    throw new UserError(
      ended(`The preset ${path} is not valid YAML or JSON: ${(error as Error).message}`),
      'Correct it at that place.',
    );
  }
  const [value] = documents;
  const wrong = documents.length === 1 ? mistakeIn(value, standard) : { pointer: '', message: 'write one document' };
  if (wrong !== undefined) {
    throw new UserError(
      ended(`The preset ${path} at ${wrong.pointer === '' ? 'its top' : wrong.pointer}: ${wrong.message}`),
      'Correct it; `create-service list` shows rules and choices, and dist/schemas/preset.json of the package all keys.',
    );
  }
  const { name, tier, choices = {}, rules = {}, waivers = {} } = value as Partial<Preset> & { readonly name: string };
  return { name, digest: digestOf(text), ...(tier && { tier }), choices, rules, waivers };
};

const mistakeIn = (value: unknown, { kinds, rules }: Standard): Problem | undefined => {
  const [first] = problemsOf('preset', value);
  if (first !== undefined) return first;
  const preset = value as Partial<Preset>;
  const choices = choicesOf(kinds);
  for (const [name, chosen] of Object.entries(preset.choices ?? {})) {
    const choice = choices.get(name);
    const place = pointer('choices', name);
    if (choice === undefined) return { pointer: place, message: unknownName(name, 'choice', [...choices.keys()]) };
    if (!fits(choice, chosen)) return { pointer: place, message: `write ${allowedBy(choice)}` };
  }
  const ids = rules.map(({ id }) => id);
  const named = [
    ...Object.keys(preset.rules ?? {}).map((id) => [id, pointer('rules', id)] as const),
    ...(preset.waivers?.notWaivable ?? []).map((id, index) => [id, pointer('waivers', 'notWaivable', index)] as const),
  ];
  const unknown = named.find(([id]) => !ids.includes(id));
  return unknown && { pointer: unknown[1], message: unknownName(unknown[0], 'rule', ids) };
};
