import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Standard } from '../catalog/types.ts';

/** Where the code of a standard is. */
interface Place {
  /** Absolute path of templates/. */
  readonly root: string;
  readonly standard: Standard;
}

/** Imports that a generated module needs, each under a name of its own. */
const importer = (root: string) => {
  const lines: string[] = [];
  return {
    lines,
    use: (path: string, name: string): string | undefined => {
      if (!existsSync(join(root, path))) return undefined;
      const alias = `${name}${lines.length}`;
      lines.push(`import { ${name} as ${alias} } from ${JSON.stringify(join(root, path))};`);
      return alias;
    },
  };
};

type Use = ReturnType<typeof importer>['use'];

const modelsOf = ({ standard }: Place, use: Use): string => {
  const models = standard.kinds.flatMap((kind) => {
    const model = use(`${kind.id}/model.ts`, 'emptyModel');
    return model === undefined ? [] : [`${JSON.stringify(kind.id)}: ${model},`];
  });
  return `{ ${models.join(' ')} }`;
};

/** What follows of a kind once all readers have been heard. */
const completionsOf = ({ standard }: Place, use: Use): string => {
  const completions = standard.kinds.flatMap((kind) => {
    const complete = use(`${kind.id}/complete.ts`, 'complete');
    return complete === undefined ? [] : [`${JSON.stringify(kind.id)}: ${complete},`];
  });
  return `{ ${completions.join(' ')} }`;
};

const judgesOf = ({ standard }: Place, use: Use): string => {
  const judges = standard.rules.flatMap((rule) => {
    const judge = rule.schema === undefined ? use(`${rule.kind}/rules/${rule.id}.ts`, 'judge') : undefined;
    return judge === undefined ? [] : [`${JSON.stringify(rule.id)}: ${judge},`];
  });
  return `{ ${judges.join(' ')} }`;
};

/** The readers in the order in which they are asked: the kind's own, then those of its dialects. */
const readersOf = ({ root, standard }: Place): readonly { kind: string; template?: string; path: string }[] =>
  standard.kinds
    .flatMap(({ id: kind, dialects }) => [
      { kind, path: `${kind}/read.ts` },
      ...dialects.map((dialect) => ({
        kind,
        template: `${kind}/${dialect}`,
        path: `${kind}/${dialect}/read.ts`,
      })),
    ])
    .filter(({ path }) => existsSync(join(root, path)));

const placesOf = `placesOf: async () => (await import('virtual:rule-places')).places`;

/**
 * Source of the module that collects the code of the standard: models, readers and judges, by folder. It is made at build
 * time so that no list of them is kept by hand, and none can be forgotten.
 */
export function unitsModule(place: Place): string {
  const { lines, use } = importer(place.root);
  const readers = readersOf(place).map(
    ({ path, ...unit }) => `{ ...${JSON.stringify(unit)}, reader: ${use(path, 'reader')} },`,
  );
  const units = `{ models: ${modelsOf(place, use)}, readers: [ ${readers.join(' ')} ], completions: ${completionsOf(place, use)}, judges: ${judgesOf(place, use)}, ${placesOf} }`;
  return [...lines, `export const units = ${units};`, ''].join('\n');
}

/** Source of a program that writes the globs of every reader as JSON. */
export function globsProgram(place: Place): string {
  const { lines, use } = importer(place.root);
  const globs = readersOf(place).map(
    ({ kind, template = kind, path }) => `${JSON.stringify(template)}: ${use(path, 'reader')}.globs,`,
  );
  return [...lines, `export const globs = { ${globs.join(' ')} };`, ''].join('\n');
}

/** Source of the module with the code that every repository needs in which there is anything. */
export function commonUnitsModule(place: Place): string {
  const { lines, use } = importer(place.root);
  const readers = readersOf(place).flatMap(({ kind, template, path }) =>
    template === undefined ? [`${JSON.stringify(kind)}: ${use(path, 'reader')},`] : [],
  );
  const [models, completions, judges] = [modelsOf(place, use), completionsOf(place, use), judgesOf(place, use)];
  return [
    ...lines,
    `export const common = { models: ${models}, completions: ${completions}, judges: ${judges}, ${placesOf} };`,
    `export const readers = { ${readers.join(' ')} };`,
    '',
  ].join('\n');
}

/**
 * Source of the module that loads of the standard's code what a repository needs: nothing for an empty one, and the readers of a
 * dialect only where there is a file that they would read.
 *
 * @param globs of the dialects' readers
 */
export function unitIndexModule(place: Place, globs: Readonly<Record<string, readonly string[]>>): string {
  const readers = readersOf(place).map(({ path, ...unit }) => {
    const { template } = unit;
    if (template === undefined) return `${JSON.stringify(unit)},`;
    const load = `load: () => import(${JSON.stringify(join(place.root, path))})`;
    return `{ ...${JSON.stringify({ ...unit, globs: globs[template] ?? [] })}, ${load} },`;
  });
  return [
    `const index = [ ${readers.join(' ')} ];`,
    `export const unitsFor = async (isWanted) => {
      if (!isWanted(['**'])) return { models: {}, completions: {}, judges: {}, readers: [] };
      const { common, readers } = await import('virtual:common-units');
      const wanted = index.filter(({ globs }) => globs === undefined || globs.length === 0 || isWanted(globs));
      return {
        ...common,
        readers: await Promise.all(
          wanted.map(async ({ kind, template, load }) =>
            load === undefined ? { kind, reader: readers[kind] } : { kind, template, reader: (await load()).reader },
          ),
        ),
      };
    };`,
    '',
  ].join('\n');
}
