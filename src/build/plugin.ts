import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { answersSchema } from '../answers/questions.ts';
import { readStandard } from '../catalog/folder.ts';
import type { StandardFolder } from '../catalog/folder.ts';
import { readFolder } from '../disk/read-folder.ts';
import { standaloneValidators } from './standalone.ts';
import { globsOf } from './globs.ts';
import { unitIndexModule, unitsModule } from './units.ts';

/** What rolldown and Vite both understand of a plugin. */
interface VirtualModules {
  readonly name: string;
  resolveId(id: string): string | undefined;
  load(id: string): string | undefined | Promise<string>;
}

/** The version of the package, which is the version of the standard. */
export const versionOf = (root: string): string =>
  (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }).version;

/** Reads the standard from the folders of a checkout. */
export const standardOf = (root: string): StandardFolder =>
  readStandard(readFolder(join(root, 'templates')), versionOf(root));

/**
 * Serves the modules that are derived from the folders under templates/: `virtual:units`,
 * `virtual:unit-index` and `virtual:answer-validators`. The same plugin feeds the build and the tests.
 *
 * @param root absolute path of the checkout
 */
export function standardModules(root: string): VirtualModules {
  let folder: StandardFolder | undefined;
  const standard = (): StandardFolder['standard'] => (folder ??= standardOf(root)).standard;
  const place = () => ({ root: join(root, 'templates'), standard: standard() });
  const sources: Record<string, () => string | Promise<string>> = {
    'virtual:units': () => unitsModule(place()),
    'virtual:unit-index': async () => unitIndexModule(place(), await globsOf(place())),
    'virtual:answer-validators': () =>
      standaloneValidators(
        Object.fromEntries(
          standard().kinds.flatMap((kind) => [
            [kind.id, answersSchema(kind.questions)] as const,
            ...kind.templates.map((template) => [template.id, answersSchema(template.questions)] as const),
          ]),
        ),
        true,
      ),
  };
  return {
    name: 'create-service:standard',
    resolveId: (id) => (id in sources ? `\0${id}` : undefined),
    load: (id) => sources[id.slice(1)]?.(),
  };
}
