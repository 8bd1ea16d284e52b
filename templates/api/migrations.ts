import { byNumbers, folderOf } from '../../src/kit/index.ts';
import type { RepositoryView } from '../../src/kit/index.ts';
import type { Migration, Migrations } from './model.ts';
import { historyOf, manifestGlobs } from './sql/history.ts';

const folders = [
  '**/{migrations,migration}/**/*.{sql,ts,js,cjs,mjs,py,rb,xml,yaml,yml}',
  '**/db/{migration,migrate,changelog}/**/*.{sql,rb,xml,yaml,yml}',
  '**/{drizzle,changelog}/**/*.sql',
  // Flyway's names tell a migration in any folder.
  '**/V[0-9]*__*.sql',
  '**/versions/*.py',
  // The main file of Liquibase may stand alone.
  '**/{db.changelog,changelog-master,db.changelog-*,*.changelog}.{xml,yaml,yml}',
  '**/resources/{migrations,changelog,changelog-*,*.changelog,db.changelog-*}.{xml,yaml,yml}',
];

/** What is opened of them: SQL, and what tells which engine it is for. */
export const migrationGlobs = [
  ...folders.filter((folder) => folder.includes('sql')).map((folder) => folder.replace(/\*\.[^*]*$/, '*.sql')),
  '**/schema.prisma',
  '**/migration_lock.toml',
  ...manifestGlobs,
];

const outOfScope =
  /(?:^|\/)(?:node_modules|dist|build|target|vendor|test|tests|__tests__|fixtures|stubs?|legacy|archived?|testdata|examples|infra|cdk\.out)\/|\.(?:test|spec|d)\.[cm]?[jt]s$/;

/** Folders of schema migrations. SQL is read; what is written in a programming language keeps its secrets. */
export const migrationsOf = (view: RepositoryView): readonly Migrations[] => {
  const byFolder = new Map<string, string[]>();
  let alembic: ReadonlySet<string> | undefined;
  for (const path of view.glob(...folders)) {
    if (outOfScope.test(path) || isModule(path)) continue;
    if (isVersion(path)) {
      alembic ??= new Set(view.glob('**/{script.py.mako,alembic.ini}').map(folderOf));
      if (!alembic.has(folderOf(folderOf(path)))) continue;
    }
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

/** Beside numbered migrations of Python stand modules that make or describe them, such as `__init__.py` and `env.py`. */
const isModule = (path: string): boolean =>
  path.endsWith('.py') && !/(?:^|\/)versions\//.test(path) && !/\d/.test(path.slice(path.lastIndexOf('/') + 1));

/** A folder of versions is one of migrations where a file of Alembic stands above it. */
const isVersion = (path: string): boolean =>
  /\/versions\/[^/]*\.py$/.test(path) && !/(?:^|\/)(?:migrations?|alembic)\//.test(path);

const folderNames = /^(?:migrations?|migrate|changelog|drizzle|versions)$/;

/**
 * The folder of all: the first one named so, and within it folders by subject or dialect. Prisma and others keep each migration in
 * a folder of its own, which begins with its number.
 */
const folderOfMigrations = (path: string): string => {
  const segments = path.split('/').slice(0, -1);
  let end = segments.findIndex((segment) => folderNames.test(segment)) + 1;
  if (end === 0) return folderOf(path);
  const deeper = (segment: string): boolean => path.endsWith('.sql') || folderNames.test(segment);
  while (
    end < segments.length &&
    deeper(segments[end] ?? '') &&
    !/^[VU]?\d/.test(segments[end] ?? '') &&
    !isDown(`${segments[end]}/`)
  )
    end += 1;
  return segments.slice(0, end).join('/');
};

const filesOf = (view: RepositoryView, folder: string, paths: readonly string[]): readonly Migration[] => {
  const named = paths.map((path) => {
    const name = path.slice(folder.length + 1).split('/', 1)[0] ?? path;
    const order = /^[VU]?(\d+(?:[._-]\d+)*)/.exec(name)?.[1] ?? null;
    return { path, name, order, down: isDown(path.slice(folder.length + 1)) };
  });
  const scripts = named
    .filter(({ path, down }) => path.endsWith('.sql') && !down)
    .map((script) => ({ ...script, dialect: dialectOf(script.name), step: script.order ?? script.path }))
    .toSorted((a, b) => byNumbers(a.step, b.step));
  // Each dialect tells a history of its own, together with what is said for all of them.
  const read = new Map(
    [...new Set(scripts.map(({ dialect }) => dialect))].flatMap((dialect) => {
      const own = new Set(scripts.filter((script) => script.dialect === dialect).map(({ step }) => step));
      const steps = scripts
        .filter((script) => script.dialect === dialect || (script.dialect === undefined && !own.has(script.step)))
        .map(({ path, order }) => ({ path, release: releaseOf(order) ?? path }));
      // Beside files for one engine, those for all say nothing of which they are run by.
      const named = dialect ?? (scripts.some((script) => script.dialect !== undefined) ? 'any' : nameOfFolder(folder));
      return [...historyOf(view, folder, steps, named)];
    }),
  );
  return named.map(({ path, name, order, down }) => {
    const script = read.get(path);
    const readable = down || script !== undefined;
    return { name, order, readable, down, phase: script?.phase ?? null, changes: script?.changes ?? [], at: { path } };
  });
};

/** The engine that a name says it is for: `0001_x.mysql.up.sql`. */
const dialectOf = (name: string): string | undefined =>
  /[._-](mysql|mariadb|postgres(?:ql)?|cockroach(?:db)?|sqlite)3?[._-]/i.exec(name)?.[1]?.toLowerCase();

const nameOfFolder = (folder: string): string => folder.slice(folder.lastIndexOf('/') + 1).toLowerCase();

/** The way back by name: `0001_x.down.sql`, `U1__x.sql`, `down.sql`, `rollback/0001.sql`. */
const isDown = (name: string): boolean =>
  /(?:^|[._/-])(?:down|undo|rollback|revert)(?:[._-][^/]*)?\.sql$|^U\d[^/]*\.sql$|(?:^|\/)(?:down|undo|rollbacks?)\//i.test(
    name,
  );

/** Timestamps of one day belong to one release; numbers say nothing of when. */
const releaseOf = (order: string | null): string | undefined =>
  /^(20\d\d[01]\d[0-3]\d)\d{0,6}(?:$|[._-])/.exec(order ?? '')?.[1];
