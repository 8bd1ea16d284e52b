import type { SchemaChange } from '../model.ts';
import { Cursor } from './cursor.ts';
import type { Statement } from './statements.ts';
import { narrows, typeOf } from './types.ts';
import type { ColumnType } from './types.ts';

/** `other`: one whose SQL is too different to be read as these. */
export type Engine = 'postgresql' | 'mysql' | 'sqlite' | 'unknown' | 'other';

interface Column {
  readonly type: ColumnType | undefined;
  readonly hasDefault: boolean;
}

/** What is known of the tables at a point of the history. */
export interface Schema {
  readonly engine: Engine;
  /** Columns of each table, by name. */
  readonly tables: Map<string, Map<string, Column>>;
  /** Tables that no version before uses: made in the same release. */
  readonly fresh: Set<string>;
  /** Tables and columns that a copy took the place of, as SQLite needs it for most changes. */
  readonly rebuilt: Set<string>;
}

type Found = Omit<SchemaChange, 'at'>;

/** What a statement changes that a version before may trip over; takes what it makes into the schema. */
export const changesOf = ({ tokens }: Statement, schema: Schema): readonly Found[] => {
  const cursor = new Cursor(tokens);
  const verb = cursor.takeAny('CREATE', 'DROP', 'ALTER', 'RENAME');
  if (verb === 'CREATE') return create(cursor, schema);
  if (verb === 'DROP') return drop(cursor, schema);
  if (verb === 'RENAME') return cursor.take('TABLE') ? renameTables(cursor, schema) : [];
  if (verb !== 'ALTER' || !(cursor.take('TABLE') || cursor.take('FOREIGN', 'TABLE'))) return [];
  cursor.take('IF', 'EXISTS');
  cursor.take('ONLY');
  const table = cursor.name();
  if (table === undefined) return [];
  cursor.take('*');
  const found = cursor.parts().flatMap((action) => alter(table, action, schema));
  return schema.fresh.has(table) ? [] : found;
};

const create = (cursor: Cursor, schema: Schema): readonly Found[] => {
  cursor.take('OR', 'REPLACE');
  cursor.take('GLOBAL');
  cursor.take('LOCAL');
  if (cursor.takeAny('TEMP', 'TEMPORARY', 'UNLOGGED', 'UNIQUE', 'FULLTEXT', 'SPATIAL') === undefined)
    cursor.take('EXTERNAL');
  if (cursor.take('TABLE')) {
    cursor.take('IF', 'NOT', 'EXISTS');
    const table = cursor.name();
    if (table === undefined) return [];
    const columns = new Map<string, Column>();
    for (const definition of cursor.bracketed()) remember(columns, definition);
    schema.tables.set(table, columns);
    schema.fresh.add(table);
    return [];
  }
  if (!cursor.take('INDEX') || schema.engine !== 'postgresql') return [];
  const concurrent = cursor.take('CONCURRENTLY');
  cursor.take('IF', 'NOT', 'EXISTS');
  const index = cursor.take('ON') ? undefined : cursor.name();
  if (index !== undefined && !cursor.take('ON')) return [];
  cursor.take('ONLY');
  const table = cursor.name();
  if (concurrent || table === undefined || schema.fresh.has(table)) return [];
  return [{ kind: 'blocking-index', table, text: `index ${index ?? ''} on ${table}`.replace('  ', ' ') }];
};

const drop = (cursor: Cursor, { tables, fresh }: Schema): readonly Found[] => {
  if (cursor.take('SCHEMA')) {
    cursor.take('IF', 'EXISTS');
    const name = cursor.name();
    return name === undefined ? [] : [{ kind: 'drop-table', table: name, text: `schema ${name}` }];
  }
  if (!cursor.take('TABLE')) return [];
  cursor.take('IF', 'EXISTS');
  return cursor.parts().flatMap((part): readonly Found[] => {
    const table = part.name();
    if (table === undefined) return [];
    tables.delete(table);
    return fresh.has(table) ? [] : [{ kind: 'drop-table', table, text: `table ${table}` }];
  });
};

const renameTables = (cursor: Cursor, schema: Schema): readonly Found[] =>
  cursor.parts().flatMap((part) => {
    const table = part.name();
    const to = part.take('TO') ? part.name() : undefined;
    return table === undefined || to === undefined ? [] : renameTable(table, to, schema);
  });

const renameTable = (table: string, to: string, { tables, fresh, rebuilt }: Schema): readonly Found[] => {
  const wasFresh = fresh.delete(table);
  const columns = tables.get(table);
  tables.delete(table);
  if (columns !== undefined) tables.set(to, columns);
  if (wasFresh) {
    fresh.add(to);
    rebuilt.add(to);
  }
  return wasFresh ? [] : [{ kind: 'rename', table, text: `table ${table} to ${to}` }];
};

const alter = (table: string, action: Cursor, schema: Schema): readonly Found[] => {
  const columns = schema.tables.get(table) ?? new Map<string, Column>();
  schema.tables.set(table, columns);
  const of = (column: string): string => `${table}.${column}`;
  if (action.take('RENAME')) return rename(table, action, schema);
  if (action.take('DROP')) {
    if (!action.take('COLUMN') && action.takeAny(...notColumns) !== undefined) return [];
    action.take('IF', 'EXISTS');
    const column = action.name();
    if (column === undefined) return [];
    // Dropped in the release that brought it: no version before knows it.
    const own = schema.fresh.has(of(column));
    return own ? [] : [{ kind: 'drop-column', table, text: `column ${of(column)}` }];
  }
  if (action.take('ADD')) return add(table, action, schema, columns);
  if (action.take('CHANGE')) {
    action.take('COLUMN');
    const [from, to] = [action.name(), action.name()];
    if (from === undefined || to === undefined) return [];
    if (from !== to) return [{ kind: 'rename', table, text: `column ${of(from)} to ${to}` }];
    return retype(table, from, action, columns);
  }
  const modifies = action.take('MODIFY');
  if (!modifies && !action.take('ALTER')) return [];
  if (!action.take('COLUMN') && action.takeAny('CONSTRAINT', 'INDEX', 'CHECK') !== undefined) return [];
  const column = action.name();
  if (column === undefined || schema.fresh.has(of(column))) return [];
  if (modifies) return retype(table, column, action, columns);
  const before = columns.get(column);
  if (action.take('SET', 'DEFAULT')) columns.set(column, { type: before?.type, hasDefault: true });
  else if (action.take('SET', 'NOT', 'NULL')) {
    return before?.hasDefault === true ? [] : [{ kind: 'require-column', table, text: `column ${of(column)}` }];
  } else if (action.take('SET', 'DATA', 'TYPE') || action.take('TYPE')) return retype(table, column, action, columns);
  return [];
};

const notColumns = ['CONSTRAINT', 'PRIMARY', 'INDEX', 'KEY', 'FOREIGN', 'CHECK', 'PARTITION', 'UNIQUE', 'DEFAULT'];

const rename = (table: string, action: Cursor, schema: Schema): readonly Found[] => {
  if (action.take('TO') || action.take('AS')) {
    const to = action.name();
    return to === undefined ? [] : renameTable(table, to, schema);
  }
  if (!action.take('COLUMN') && action.takeAny('CONSTRAINT', 'INDEX', 'KEY') !== undefined) return [];
  const from = action.name();
  const to = action.take('TO') ? action.name() : undefined;
  if (from === undefined || to === undefined) return [];
  schema.rebuilt.add(`${table}.${to}`);
  if (schema.fresh.has(`${table}.${from}`)) return [];
  return [{ kind: 'rename', table, text: `column ${table}.${from} to ${to}` }];
};

const retype = (table: string, column: string, definition: Cursor, columns: Map<string, Column>): readonly Found[] => {
  const before = columns.get(column);
  const type = typeOf(definition.rest());
  columns.set(column, { type, hasDefault: before?.hasDefault ?? false });
  return narrows(before?.type, type) ? [{ kind: 'narrow-type', table, text: `type of ${table}.${column}` }] : [];
};

const constraint =
  /^(?:CONSTRAINT|PRIMARY|FOREIGN|UNIQUE|CHECK|EXCLUDE|INDEX|KEY|FULLTEXT|SPATIAL|PARTITION|PERIOD|LIKE)$/;

const add = (table: string, action: Cursor, schema: Schema, columns: Map<string, Column>): readonly Found[] => {
  const [first] = action.rest();
  if (first?.kind === 'word' && constraint.test(first.text)) return addConstraint(table, action, schema);
  action.take('COLUMN');
  action.take('IF', 'NOT', 'EXISTS');
  // MySQL takes several columns in brackets.
  const definitions = first?.text === '(' ? action.bracketed() : [action];
  return definitions.flatMap((definition): readonly Found[] => {
    const column = remember(columns, definition);
    if (column === undefined) return [];
    schema.fresh.add(`${table}.${column.name}`);
    if (!column.required || column.hasDefault) return [];
    return [{ kind: 'require-column', table, text: `column ${table}.${column.name}` }];
  });
};

/** Only PostgreSQL can add a constraint without a scan under a lock. */
const addConstraint = (table: string, action: Cursor, { engine }: Schema): readonly Found[] => {
  if (engine !== 'postgresql') return [];
  const name = action.take('CONSTRAINT') ? action.name() : undefined;
  const words = action.rest().filter(({ kind }) => kind === 'word');
  const has = (first: string, second: string): boolean =>
    words.some(({ text }, index) => text === first && words[index + 1]?.text === second);
  const kind = action.takeAny('FOREIGN', 'CHECK', 'UNIQUE', 'PRIMARY', 'EXCLUDE');
  const scans = kind === 'FOREIGN' || kind === 'CHECK' ? !has('NOT', 'VALID') : !has('USING', 'INDEX');
  if (kind === undefined || !scans) return [];
  return [{ kind: 'checking-constraint', table, text: `constraint ${name ?? kind.toLowerCase()} on ${table}` }];
};

/** Takes a column into a table; undefined for a constraint of the table. */
const remember = (columns: Map<string, Column>, definition: Cursor) => {
  const [first] = definition.rest();
  if (first?.kind === 'word' && constraint.test(first.text)) return undefined;
  const name = definition.name();
  if (name === undefined) return undefined;
  const tokens = definition.rest();
  const type = typeOf(tokens);
  const serial = tokens[0]?.kind === 'word' && /SERIAL/.test(tokens[0].text);
  const hasDefault = serial || definition.holds('DEFAULT', 'GENERATED', 'AUTO_INCREMENT', 'AUTOINCREMENT', 'IDENTITY');
  const required = tokens.some(({ text }, index) => text === 'NOT' && tokens[index + 1]?.text === 'NULL');
  columns.set(name, { type, hasDefault });
  return { name, hasDefault, required };
};
