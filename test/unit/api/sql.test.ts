import { describe, expect, it } from 'vitest';
import { createDocuments } from '../../../src/audit/documents.ts';
import { memoryTree } from '../../../src/audit/tree.ts';
import { migrationGlobs, migrationsOf } from '../../../templates/api/migrations.ts';
import { scriptOf } from '../../../templates/api/sql/statements.ts';
import { tokensOf } from '../../../templates/api/sql/tokens.ts';

/** What the migrations change, as `line:column kind what`, in the order of the files. */
const changes = (files: Readonly<Record<string, string>>): readonly string[] => {
  const { view } = createDocuments(memoryTree(files), migrationGlobs);
  return migrationsOf(view)
    .flatMap((folder) => folder.files)
    .flatMap((file) => file.changes.map(({ at, kind, text }) => `${at.line}:${at.column} ${kind} ${text}`));
};

const before = 'CREATE TABLE t (id bigserial PRIMARY KEY, a varchar(20), b int NOT NULL);';

const after = (text: string): readonly string[] =>
  changes({ 'migrations/1_a.sql': before, 'migrations/2_b.sql': text });

describe('SQL', () => {
  it('is told apart from what only looks like it', () => {
    const text = [
      "SELECT 'it''s; DROP TABLE a', E'\\'; DROP TABLE b', $$; DROP TABLE c$$, $f$ $$ ; $f$;",
      '/* one /* two; */ DROP TABLE d; */ -- DROP TABLE e;',
      '\\connect orders',
      'COPY t (a) FROM stdin;\nx;DROP TABLE f;\n\\.',
      'ALTER TABLE "strange "" ; name" DROP COLUMN a',
    ].join('\n');
    const { statements } = scriptOf(text);
    expect(statements.map(({ tokens }) => tokens[0]?.raw)).toEqual(['SELECT', 'COPY', 'ALTER']);
    expect(statements[2]?.tokens[2]).toMatchObject({ kind: 'name', text: 'strange " ; name', line: 7, column: 13 });
  });

  it('of MySQL escapes with backslashes, comments with # and chooses its own end of a statement', () => {
    const text =
      "SELECT `a`, '\\'; b'; # c; d\nDELIMITER //\nCREATE TRIGGER x BEGIN SELECT 1; END//\ndelimiter ;\nSELECT 2;";
    const { statements } = scriptOf(text);
    expect(statements.map(({ tokens }) => tokens.map(({ raw }) => raw).join(' '))).toEqual([
      "SELECT `a` , '\\'; b'",
      'CREATE TRIGGER x BEGIN SELECT 1',
      'END',
      'SELECT 2',
    ]);
  });

  it('is read to its end whatever it holds, in time', () => {
    for (const part of ['{{', "'{{", "'", '"', '$$', '/*', '\\', '$a', 'd ', "E'\\", '((', 'DELIMITER ']) {
      expect(tokensOf(part.repeat(20_000)).length).toBeGreaterThanOrEqual(0);
    }
  });

  it('with places for a template engine is read around them', () => {
    const name = '"{{ index .Options "Namespace" }}"."t"';
    expect(
      after(`CREATE INDEX i ON ${name} (a);\nALTER TABLE {{.Schema}}.t DROP COLUMN a;\nSELECT '{{'; DROP TABLE t;`),
    ).toEqual(['1:1 blocking-index index i on t', '2:1 drop-column column t.a', '3:14 drop-table table t']);
  });

  it('of anonymous blocks is seen, of functions is not', () => {
    const text =
      'DO $$ BEGIN\n ALTER TABLE t DROP COLUMN a;\nEXCEPTION WHEN others THEN null; END $$;\nCREATE FUNCTION f() RETURNS void AS $$ ALTER TABLE t DROP COLUMN b; $$ LANGUAGE sql;';
    expect(after(text)).toEqual(['2:2 drop-column column t.a']);
  });
});

describe('what a migration changes', () => {
  it.each([
    ['drop', 'DROP TABLE IF EXISTS public.t, other CASCADE;', ['1:1 drop-table table t', '1:1 drop-table table other']],
    [
      'drop of columns',
      'ALTER TABLE ONLY t DROP a, DROP COLUMN IF EXISTS b;',
      ['1:1 drop-column column t.a', '1:1 drop-column column t.b'],
    ],
    [
      'drop of what is no column',
      'ALTER TABLE t DROP CONSTRAINT c, ALTER b DROP NOT NULL, ALTER b DROP DEFAULT; DROP INDEX i;',
      [],
    ],
    [
      'rename',
      'ALTER TABLE t RENAME TO u; ALTER TABLE u RENAME a TO c; ALTER TABLE u RENAME CONSTRAINT x TO y;',
      ['1:1 rename table t to u', '1:28 rename column u.a to c'],
    ],
    [
      'rename in MySQL',
      'ALTER TABLE `t` CHANGE COLUMN `a` `c` varchar(20); RENAME TABLE `t` TO `u`;',
      ['1:1 rename column t.a to c', '1:52 rename table t to u'],
    ],
    [
      'narrower type',
      'ALTER TABLE t ALTER a TYPE character varying(10), ALTER COLUMN id SET DATA TYPE int;',
      ['1:1 narrow-type type of t.a', '1:1 narrow-type type of t.id'],
    ],
    ['wider type', 'ALTER TABLE t ALTER a TYPE text, ALTER COLUMN b TYPE bigint, ALTER COLUMN unknown TYPE int;', []],
    [
      'value that is demanded',
      'ALTER TABLE t ADD c int NOT NULL, ALTER COLUMN a SET NOT NULL;',
      ['1:1 require-column column t.c', '1:1 require-column column t.a'],
    ],
    [
      'value with a default',
      'ALTER TABLE t ADD c int NOT NULL DEFAULT 0, ADD d bigserial NOT NULL, ALTER a SET DEFAULT 1, ALTER a SET NOT NULL;',
      [],
    ],
    [
      'index',
      'CREATE UNIQUE INDEX i ON t USING btree (a); CREATE INDEX CONCURRENTLY j ON t (a);',
      ['1:1 blocking-index index i on t'],
    ],
    [
      'constraint',
      'ALTER TABLE t ADD CONSTRAINT c CHECK (b > 0), ADD FOREIGN KEY (b) REFERENCES u (id) NOT VALID, ADD UNIQUE USING INDEX i;',
      ['1:1 checking-constraint constraint c on t'],
    ],
    [
      'new table',
      'CREATE TABLE u (a int); CREATE INDEX i ON u (a); ALTER TABLE u DROP a, ADD c int NOT NULL; DROP TABLE u;',
      [],
    ],
    ['new column', 'ALTER TABLE t ADD c int; ALTER TABLE t RENAME c TO d; ALTER TABLE t ADD e int, DROP e;', []],
    [
      'copy that takes the place',
      'CREATE TABLE new_t (id int); INSERT INTO new_t SELECT id FROM t; DROP TABLE t; ALTER TABLE new_t RENAME TO t;',
      [],
    ],
  ])('%s', (_, text, expected) => expect(after(text)).toEqual(expected));

  it('is only the way forward', () => {
    const down = 'ALTER TABLE t DROP COLUMN a;';
    expect(after(`-- +goose Up\nSELECT 1;\n-- +goose Down\n${down}`)).toEqual([]);
    expect(after(`-- migrate:up\n${down}\n-- migrate:down\n${down}`)).toEqual(['2:1 drop-column column t.a']);
    for (const name of ['2_b.down.sql', 'U2__b.sql', 'down/2_b.sql', '2_b/down.sql']) {
      expect(changes({ 'migrations/1_a.sql': before, [`migrations/${name}`]: down })).toEqual([]);
    }
  });

  it('in one release is one change', () => {
    const files = (second: string) => ({
      'migrations/20260101100000_a.sql': before,
      [`migrations/${second}_b.sql`]: 'DROP TABLE t;',
    });
    expect(changes(files('20260101170000'))).toEqual([]);
    expect(changes(files('20260102000000'))).toHaveLength(1);
  });

  it('is judged for the engine that the repository has', () => {
    const plain = { 'migrations/1_a.sql': 'CREATE TABLE t (a int);', 'migrations/2_b.sql': 'CREATE INDEX i ON t (a);' };
    expect(changes(plain)).toEqual([]);
    expect(
      changes({
        ...plain,
        'migrations/3_c.sql': 'CREATE TABLE e (a LowCardinality(String)) ENGINE = MergeTree; DROP TABLE t;',
      }),
    ).toEqual([]);
    const prisma = (path: string) => ({
      ...plain,
      [path]: 'datasource db {\n  provider = "postgresql"\n  url = env("URL")\n}',
    });
    expect(changes(prisma('schema.prisma'))).toHaveLength(1);
    expect(changes(prisma('other/schema.prisma'))).toEqual([]);
    expect(changes({ ...plain, 'package.json': '{ "dependencies": { "pg": "8.0.0" } }' })).toHaveLength(1);
    expect(changes({ ...plain, 'package.json': '{ "dependencies": { "pg": "8.0.0", "mysql2": "3.0.0" } }' })).toEqual(
      [],
    );
  });
});
