import { folderOf } from '../../src/kit/index.ts';
import type { RepositoryView } from '../../src/kit/index.ts';
import type { Migration, Migrations } from './model.ts';
import { historyOf, manifestGlobs } from './sql/history.ts';

const folders = [
  '**/{migrations,migration}/**/*.{sql,ts,js,cjs,mjs,py,rb,xml,yaml,yml}',
  '**/db/{migration,migrate,changelog}/**/*.{sql,rb,xml,yaml,yml}',
  '**/{drizzle,changelog}/**/*.sql',
  '**/alembic/versions/*.py',
];

/** What is opened of them: SQL, and what tells which engine it is for. */
export const migrationGlobs = [
  ...folders.map((folder) => folder.replace(/\*\.[^*]*$/, '*.sql')),
  '**/schema.prisma',
  '**/migration_lock.toml',
  ...manifestGlobs,
];

const outOfScope =
  /(?:^|\/)(?:node_modules|dist|build|target|vendor|test|tests|__tests__|fixtures|testdata|examples|infra|cdk\.out)\//;

/** Folders of schema migrations. SQL is read; what is written in a programming language keeps its secrets. */
export const migrationsOf = (view: RepositoryView): readonly Migrations[] => {
  const byFolder = new Map<string, string[]>();
  for (const path of view.glob(...folders)) {
    if (outOfScope.test(path)) continue;
    const folder = folderOfMigrations(path);
    const known = byFolder.get(folder);
    if (known === undefined) byFolder.set(folder, [path]);
    else known.push(path);
  }
  return [...byFolder].map(([folder, paths]) => ({
    folder,
    files: filesOf(view, folder, paths),
    at: { path: paths[0] ?? folder },
  }));
};

/** Prisma and others keep each migration in a folder of its own: the folder of all is the one named so. */
const folderOfMigrations = (path: string): string =>
  /^(.*?\/?(?:migrations?|migrate|changelog|drizzle|versions))\//.exec(path)?.[1] ?? folderOf(path);

const filesOf = (view: RepositoryView, folder: string, paths: readonly string[]): readonly Migration[] => {
  const named = paths.map((path) => {
    const name = path.slice(folder.length + 1).split('/', 1)[0] ?? path;
    const order = /^[VU]?(\d+(?:[._-]\d+)*)/.exec(name)?.[1] ?? null;
    return { path, name, order, down: isDown(path.slice(folder.length + 1)) };
  });
  const steps = named
    .filter(({ path, down }) => path.endsWith('.sql') && !down)
    .toSorted((a, b) => inOrder.compare(a.order ?? a.path, b.order ?? b.path))
    .map(({ path, order }) => ({ path, release: releaseOf(order) ?? path }));
  const read = historyOf(view, folder, steps);
  return named.map(({ path, name, order, down }) => {
    const script = read.get(path);
    const readable = down || script !== undefined;
    return { name, order, readable, down, phase: script?.phase ?? null, changes: script?.changes ?? [], at: { path } };
  });
};

const inOrder = new Intl.Collator('en', { numeric: true });

/** The way back by name: `0001_x.down.sql`, `U1__x.sql`, `down.sql`, `rollback/0001.sql`. */
const isDown = (name: string): boolean =>
  /(?:^|[._/-])(?:down|undo|rollback|revert)(?:[._-][^/]*)?\.sql$|^U\d[^/]*\.sql$|(?:^|\/)(?:down|undo|rollbacks?)\//i.test(
    name,
  );

/** Timestamps of one day belong to one release; numbers say nothing of when. */
const releaseOf = (order: string | null): string | undefined =>
  /^(20\d\d[01]\d[0-3]\d)\d{0,6}(?:$|[._-])/.exec(order ?? '')?.[1];
