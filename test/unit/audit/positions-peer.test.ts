import * as yaml from 'yaml';
import { describe, expect, it } from 'vitest';
import { placesInYaml } from '../../../src/audit/places-yaml.ts';
import { spanInYaml } from '../../../src/audit/positions-yaml.ts';
import { rangesIn } from '../../../src/audit/ranges.ts';
import { parseYaml } from '../../../src/audit/yaml.ts';
import { pointerKey } from '../../../src/kit/index.ts';
import { chanceOf, mutate } from '../../support/mutate.ts';
import { renderService, standard } from '../../support/standard.ts';
import * as peer from '../../support/yaml-positions.ts';

/** Every pointer of a document, with its keys. */
const pointersOf = (value: unknown, keys: readonly string[] = []): readonly (readonly string[])[] => [
  keys,
  ...(typeof value === 'object' && value !== null && keys.length < 12
    ? Object.entries(value).flatMap(([key, inner]) => pointersOf(inner, [...keys, key]))
    : []),
];

const texts = [
  ...new Set(
    [
      renderService({}).texts,
      ...standard.rules.flatMap(({ examples }) => [...examples.pass, ...examples.fail].map(({ files }) => files)),
    ].flatMap((files) => Object.entries(files).flatMap(([path, text]) => (/\.ya?ml$/.test(path) ? [text] : []))),
  ),
];

const documentsOf = (text: string): readonly unknown[] => {
  try {
    return parseYaml(text);
  } catch {
    return [];
  }
};

/** Pointers for which the other parser sees the place elsewhere. */
const differences = (text: string): readonly string[] => {
  const rangeOf = rangesIn(text);
  const [ours, theirs] = [placesInYaml(text), peer.parseForPositions(yaml, text)];
  return documentsOf(text).flatMap((value, index) => {
    const [document, other] = [ours[index], theirs[index]];
    if (document === undefined || other === undefined) return [];
    return pointersOf(value).flatMap((keys) => {
      const one = rangeOf(...spanInYaml(document, keys, text));
      const two = rangeOf(...peer.spanInYaml(yaml, other, keys));
      return JSON.stringify(one) === JSON.stringify(two)
        ? []
        : [`/${keys.map(pointerKey).join('/')} ${JSON.stringify(one)} ${JSON.stringify(two)}`];
    });
  });
};

describe('places in YAML', () => {
  it('are where another parser sees them, in every example of every rule', { timeout: 120_000 }, () => {
    expect(texts.length).toBeGreaterThan(300);
    expect(texts.flatMap(differences)).toEqual([]);
  });

  it('are there for whatever is read', { timeout: 60_000 }, () => {
    const chance = chanceOf(5);
    for (let run = 0; run < 400; run += 1) {
      const text = texts[Math.floor(chance() * texts.length)] ?? '';
      const changed = mutate({ 'a.yaml': text }, chance)['a.yaml'] ?? '';
      const places = placesInYaml(changed);
      documentsOf(changed).forEach((value, index) => {
        const document = places[index];
        if (document === undefined) throw new Error(`document ${index} has no place in ${changed}`);
        for (const keys of pointersOf(value).slice(0, 200)) {
          const [start, end] = spanInYaml(document, keys, changed);
          expect(start >= 0 && start <= end && end <= changed.length + 1).toBe(true);
        }
      });
    }
  });
});
