import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { answersSchema } from '../answers/questions.ts';
import { readStandard } from '../catalog/folder.ts';
import type { StandardFolder } from '../catalog/folder.ts';
import baseline from '../audit/schemas/baseline.json' with { type: 'json' };
import config from '../audit/schemas/config.json' with { type: 'json' };
import preset from '../audit/schemas/preset.json' with { type: 'json' };
import waivers from '../audit/schemas/waivers.json' with { type: 'json' };
import { readFolder } from '../disk/read-folder.ts';
import { standaloneValidators } from './standalone.ts';
import { globsOf } from './globs.ts';
import { placesModule } from './places.ts';
import { commonUnitsModule, unitIndexModule, unitsModule } from './units.ts';
import { visitorKeysModule } from './visitor-keys.ts';

/** The schemas of the files by which people steer an audit; the package ships them for editors too. */
export const settingsSchemas = { baseline, config, preset, waivers };

/** What rolldown and Vite both understand of a plugin. */
interface VirtualModules {
  readonly name: string;
  resolveId(id: string): string | undefined;
  load(id: string): string | undefined | Promise<string>;
}

/** Files of libraries that end up in the package as text: their names in `virtual:hcl-grammar`, and where they are. */
export const embedded = {
  runtime: 'node_modules/web-tree-sitter/web-tree-sitter.wasm',
  grammar: 'node_modules/@tree-sitter-grammars/tree-sitter-hcl/tree-sitter-hcl.wasm',
};

/** The version of the package, which is the version of the standard. */
export const versionOf = (root: string): string =>
  (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }).version;

/** A digest of all that the package is built from, by which verdicts of another program are told. */
export const sourceDigestOf = (root: string): string => {
  const hash = createHash('sha256');
  for (const folder of ['src', 'templates', 'generators']) {
    for (const [path, text] of readFolder(join(root, folder))) hash.update(`${folder}/${path}\0${text}\0`);
  }
  // By it the libraries are told that end up in the package.
  const lock = join(root, 'package-lock.json');
  if (existsSync(lock)) hash.update(readFileSync(lock));
  return hash.digest('hex').slice(0, 16);
};

/** Reads the standard from the folders of a checkout. */
export const standardOf = (root: string): StandardFolder =>
  readStandard(readFolder(join(root, 'templates')), versionOf(root));

/**
 * Serves the modules that are derived from the folders under templates/ (`virtual:units`, `virtual:unit-index`,
 * `virtual:common-units`, `virtual:rule-places`, `virtual:answer-validators`), from the schemas of what people write for an audit (`virtual:settings-validators`), and from
 * libraries (`virtual:hcl-grammar`, `virtual:visitor-keys`). The same plugin feeds the build and the tests.
 *
 * @param root absolute path of the checkout
 */
export function standardModules(root: string): VirtualModules {
  let folder: StandardFolder | undefined;
  const standard = (): StandardFolder['standard'] => (folder ??= standardOf(root)).standard;
  const place = () => ({ root: join(root, 'templates'), standard: standard() });
  let readers: ReturnType<typeof globsOf> | undefined;
  const globs = (): ReturnType<typeof globsOf> => (readers ??= globsOf(place()));
  const sources: Record<string, () => string | Promise<string>> = {
    'virtual:units': () => unitsModule(place()),
    'virtual:common-units': () => commonUnitsModule(place()),
    'virtual:unit-index': async () => unitIndexModule(place(), await globs()),
    'virtual:rule-places': async () => placesModule(standard().rules, await globs()),
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
    'virtual:hcl-grammar': () =>
      Object.entries(embedded)
        .map(([name, file]) => {
          const text = readFileSync(join(root, file), 'base64');
          return `export const ${name} = ${JSON.stringify(text)};`;
        })
        .join('\n'),
    'virtual:settings-validators': () => standaloneValidators(settingsSchemas, true),
    'virtual:visitor-keys': visitorKeysModule,
  };
  return {
    name: 'create-service:standard',
    resolveId: (id) => (id in sources ? `\0${id}` : undefined),
    load: (id) => sources[id.slice(1)]?.(),
  };
}
