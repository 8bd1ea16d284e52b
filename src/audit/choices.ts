import type { Choice, ChoiceValue } from '../catalog/types.ts';

/**
 * What holds of every choice: the default, over it the organisation's, over that the repository's. Lists are joined, since
 * what one of them allows is not forbidden by the other.
 */
export const settleChoices = (
  choices: ReadonlyMap<string, Choice>,
  ...layers: readonly Readonly<Record<string, ChoiceValue>>[]
): Readonly<Record<string, ChoiceValue>> =>
  Object.fromEntries(
    [...choices].map(([name, choice]) => {
      const said = layers.flatMap((layer) => (Object.hasOwn(layer, name) ? [layer[name] as ChoiceValue] : []));
      if (choice.list) return [name, [...new Set([choice.default, ...said].flat() as string[])]];
      return [name, said.at(-1) ?? choice.default];
    }),
  );
