import { folderOf } from '../../src/kit/index.ts';
import type { RepositoryView } from '../../src/kit/index.ts';
import type { Migration, Migrations } from './model.ts';

const globs = [
  '**/migrations/**/*.{sql,ts,js,cjs,mjs,py,xml,yaml,yml}',
  '**/db/migration/**/*.{sql,xml,yaml,yml}',
  '**/db/migrate/**/*.{sql,rb}',
];

const outOfScope = /(?:^|\/)(?:node_modules|dist|test|tests|infra|cdk\.out)\//;

/** Folders of schema migrations; only their names are looked at. */
export const migrationsOf = (view: RepositoryView): readonly Migrations[] => {
  const byFolder = new Map<string, Migration[]>();
  for (const path of view.glob(...globs)) {
    if (outOfScope.test(path)) continue;
    const folder = folderOfMigrations(path);
    byFolder.set(folder, [...(byFolder.get(folder) ?? []), migration(path, folder)]);
  }
  return [...byFolder].map(([folder, files]) => ({ folder, files, at: { path: files[0]?.at.path ?? folder } }));
};

/** Prisma and others keep each migration in a folder of its own: the folder of all is the one named so. */
const folderOfMigrations = (path: string): string =>
  /^(.*?\/?(?:migrations?|migrate))\//.exec(path)?.[1] ?? folderOf(path);

const migration = (path: string, folder: string): Migration => {
  const name = path.slice(folder.length + 1).split('/', 1)[0] ?? path;
  return { name, order: /^[VU]?(\d+(?:[._-]\d+)*)/.exec(name)?.[1] ?? null, at: { path } };
};
