import { units } from 'virtual:units';
import { describe, expect, it } from 'vitest';
import { createDocuments } from '../../src/audit/documents.ts';
import { memoryTree } from '../../src/audit/tree.ts';
import { renderService, standard } from '../support/standard.ts';

type Files = Readonly<Record<string, string>>;

const sparing = units.readers.filter(({ reader }) => reader.worthParsing !== undefined);
const globs = units.readers.flatMap(({ reader }) => reader.globs);

/** Every example of a kind, and the generated service. */
const repositoriesOf = (kind: string): readonly Files[] => [
  ...standard.rules
    .filter((rule) => rule.kind === kind)
    .flatMap(({ examples }) => [...examples.pass, ...examples.fail].map(({ files }) => files)),
  renderService({}).texts,
];

describe.each(sparing.map((unit) => [unit.template ?? unit.kind, unit] as const))('the reader %s', (_, unit) => {
  const { kind, reader } = unit;

  it('reads the same when it parses only what is worth it', { timeout: 60_000 }, async () => {
    let [parsed, all] = [0, 0];
    for (const files of repositoriesOf(kind)) {
      const { view } = createDocuments(memoryTree(files), globs);
      const counting = (isWorthIt: (text: string) => boolean) => ({
        ...view,
        typescript: async (path: string) => {
          all += 1;
          if (!isWorthIt(view.text(path) ?? '')) return undefined;
          parsed += 1;
          return view.typescript(path);
        },
      });
      const whole = await reader.read(view);
      expect(await reader.read(counting((text) => reader.worthParsing?.(text) ?? true))).toEqual(whole);
    }
    expect(parsed).toBeLessThan(all);
  });
});

it('some reader spares itself', () => expect(sparing.length).toBeGreaterThan(0));

/** Makes it throw when anything in it is changed. */
const freeze = <Value>(value: Value): Value => {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) freeze(inner);
  }
  return value;
};

describe.each(units.readers.map((unit) => [unit.template ?? unit.kind, unit] as const))('the reader %s', (_, unit) => {
  it('changes nothing that it is given: other readers and other repositories are given the same', async () => {
    for (const files of repositoriesOf(unit.kind)) {
      const { view } = createDocuments(memoryTree(files), globs);
      await unit.reader.read({
        ...view,
        json: (path) => freeze(view.json(path)),
        yaml: (path) => freeze(view.yaml(path)),
        typescript: async (path) => freeze((await view.typescript(path))?.program) && view.typescript(path),
      });
    }
  });
});
