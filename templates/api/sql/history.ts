import { folderOf } from '../../../src/kit/index.ts';
import type { RepositoryView } from '../../../src/kit/index.ts';
import type { SchemaChange } from '../model.ts';
import { changesOf } from './changes.ts';
import type { Engine, Schema } from './changes.ts';
import { scriptOf } from './statements.ts';

export interface Read {
  readonly phase: string | null;
  readonly changes: readonly SchemaChange[];
}

/** Larger files are dumps of data rather than steps. */
const charactersAtMost = 500_000;

/**
 * What each SQL migration changes, given in the order in which they are applied.
 *
 * @param folder the folder of them all
 * @param steps path, and what tells its release: files of one release bring their tables together
 * @param named a name that may be that of the engine
 */
export const historyOf = (
  view: RepositoryView,
  folder: string,
  steps: readonly { readonly path: string; readonly release: string }[],
  named: string,
): ReadonlyMap<string, Read> => {
  const texts = steps.flatMap(({ path, release }) => {
    const text = view.text(path);
    return text === undefined || text.length > charactersAtMost ? [] : [{ path, release, text }];
  });
  const engine = byName.get(named) ?? engineOf(view, folder, texts);
  if (engine === 'other') return new Map();
  const schema: Schema = { engine, tables: new Map(), fresh: new Set(), rebuilt: new Set() };
  const read = new Map<string, Read>();
  let current: string | undefined;
  for (const { path, release, text } of texts) {
    if (release !== current) schema.fresh.clear();
    current = release;
    schema.rebuilt.clear();
    const { statements, phase } = scriptOf(text);
    const changes = statements.flatMap((statement): readonly SchemaChange[] => {
      const [first] = statement.tokens;
      const last = statement.tokens.at(-1);
      if (statement.down || first === undefined || last === undefined) return [];
      const { line, column } = first;
      const at = { path, line, column, endLine: last.endLine, endColumn: last.endColumn };
      return changesOf(statement, schema).map((change) => ({ ...change, at }));
    });
    read.set(path, { phase, changes: lastingOf(changes, schema) });
  }
  return read;
};

/** What is left of the changes once copies took their places: a table or column of the old name is there again. */
const lastingOf = (changes: readonly SchemaChange[], { rebuilt, fresh }: Schema): readonly SchemaChange[] => {
  const away = changes.flatMap(({ kind, text }) => {
    const [, from = '', to = ''] = (kind === 'rename' && /^table (\S+) to (\S+)$/.exec(text)) || [];
    return from !== '' && fresh.has(from) ? [{ text, to }] : [];
  });
  return changes.filter(
    ({ kind, table, text }) =>
      !(kind === 'drop-table' && (rebuilt.has(table) || away.some(({ to }) => to === table))) &&
      !(kind === 'drop-column' && rebuilt.has(text.replace('column ', ''))) &&
      !(kind === 'rename' && away.some((one) => one.text === text)),
  );
};

const byName = new Map<string, Engine>([
  ['postgresql', 'postgresql'],
  ['postgres', 'postgresql'],
  ['pgsql', 'postgresql'],
  ['any', 'unknown'],
  ['cockroach', 'unknown'],
  // It speaks the language of PostgreSQL, but makes indexes without stopping writes.
  ['cockroachdb', 'unknown'],
  ['mysql', 'mysql'],
  ['mariadb', 'mysql'],
  ['sqlite', 'sqlite'],
]);

const marks: readonly (readonly [Engine, RegExp])[] = [
  // ClickHouse, SQL Server and Oracle.
  [
    'other',
    /\bMergeTree\b|\bLowCardinality\s*\(|\bsp_rename\b|\bNVARCHAR\s*\(|\bIDENTITY\s*\(\s*1\s*,|\bVARCHAR2\b|^[ \t]*GO[ \t\r]*$/im,
  ],
  ['mysql', /`\w+`|\bENGINE\s*=|\bAUTO_INCREMENT\b|\bUNSIGNED\b/i],
  ['sqlite', /\bAUTOINCREMENT\b|\bPRAGMA\b|\bWITHOUT\s+ROWID\b/i],
  [
    'postgresql',
    /\b(?:timestamptz|jsonb|bytea|(?:big|small)?serial|plpgsql|gen_random_uuid|uuid_generate_v4|concurrently|pg_catalog|regclass)\b|\$\$|::\s*\w|\bCREATE\s+EXTENSION\b|\btimestamp\s+with\s+time\s+zone\b/i,
  ],
];

/** Which engine the scripts are for: what a tool's file or the packages say comes first, then what only one engine understands. */
const engineOf = (view: RepositoryView, folder: string, texts: readonly { readonly text: string }[]): Engine => {
  const marked = marks.find(([, mark]) => texts.some(({ text }) => mark.test(text)))?.[0];
  if (marked === 'other') return marked;
  const above = folderOf(folder);
  const declared = view
    .glob('**/schema.prisma', '**/migration_lock.toml')
    .filter((path) => path.startsWith(`${folder}/`) || folderOf(path) === above)
    .map((path) => /\bprovider\s*=\s*"(\w+)"\s*(?:\r?\n[^\n]*\burl\b|$)/m.exec(view.text(path) ?? '')?.[1] ?? '')
    .map((name) => byName.get(name))
    .find((engine) => engine !== undefined);
  if (declared !== undefined) return declared;
  return marked ?? driverOf(view);
};

const drivers: readonly (readonly [Engine, RegExp])[] = [
  [
    'postgresql',
    /"(?:pg|postgres|node-pg-migrate|@neondatabase\/serverless)"\s*:|org\.postgresql|\bpsycopg|asyncpg|jackc\/pgx|lib\/pq/,
  ],
  ['mysql', /"(?:mysql2?|mariadb)"\s*:|mysql-connector|pymysql|go-sql-driver\/mysql/i],
  ['sqlite', /"(?:better-sqlite3|sqlite3?)"\s*:|go-sqlite3/],
];

/** The only engine that the packages of the repository have a driver for. */
const driverOf = (view: RepositoryView): Engine => {
  const manifests = view.glob(...manifestGlobs).map((path) => view.text(path) ?? '');
  const found = drivers.filter(([, driver]) => manifests.some((text) => driver.test(text)));
  return found.length === 1 ? (found[0]?.[0] ?? 'unknown') : 'unknown';
};

export const manifestGlobs = [
  '{,*/,*/*/}{package.json,pom.xml,build.gradle,build.gradle.kts,requirements.txt,pyproject.toml,go.mod}',
];
