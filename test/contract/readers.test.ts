import { units } from 'virtual:units';
import { describe, it } from 'vitest';
import { createDocuments } from '../../src/audit/documents.ts';
import { memoryTree } from '../../src/audit/tree.ts';
import { renderService, standard } from '../support/standard.ts';

type Files = Readonly<Record<string, string>>;

const globs = units.readers.flatMap(({ reader }) => reader.globs);

/** Every example of a kind, and the generated service. */
const repositoriesOf = (kind: string): readonly Files[] => [
  ...standard.rules
    .filter((rule) => rule.kind === kind)
    .flatMap(({ examples }) => [...examples.pass, ...examples.fail].map(({ files }) => files)),
  renderService({}).texts,
];

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
