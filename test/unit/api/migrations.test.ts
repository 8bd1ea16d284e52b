import { describe, expect, it } from 'vitest';
import { judge as judgeOrder } from '../../../templates/api/rules/data-migrations.ts';
import { judge as judgeSteps } from '../../../templates/api/rules/data-expand-contract.ts';
import { readApi } from './read.ts';
import { judgeContext } from '../../support/judge-context.ts';

const judged = async (
  judge: typeof judgeOrder,
  files: Readonly<Record<string, string>>,
  from = '',
): Promise<readonly string[]> =>
  [judge(await readApi(files), { ...judgeContext, choices: { 'data.judgeMigrationsFrom': from } })]
    .flat()
    .map(({ outcome, message }) => `${outcome} ${message}`);

const numbered = (count: number, text: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Array.from({ length: count }, (_, at) => [
      `migrations/${String(at + 2).padStart(4, '0')}_x.sql`,
      text.replace('N', String(at)),
    ]),
  );

describe('migrations', () => {
  const many = {
    'migrations/0001_create.sql': `CREATE TABLE t (${Array.from({ length: 30 }, (_, at) => `c${at} text`).join(', ')});`,
    ...numbered(25, 'ALTER TABLE t DROP COLUMN cN;'),
  };

  it('are judged by their newest twenty, unless a choice names the first', async () => {
    expect(await judged(judgeSteps, many)).toHaveLength(20);
    expect(await judged(judgeSteps, many, '0')).toHaveLength(25);
    expect(await judged(judgeSteps, many, '0026')).toHaveLength(1);
  });

  it('say how many old ones were left out', async () => {
    const files = { ...many, ...numbered(25, 'ALTER TABLE t ADD COLUMN dN text;') };
    expect(await judged(judgeSteps, files)).toEqual([
      'pass After each of 20 migrations in migrations the version before can go on; 6 before them are taken as applied everywhere.',
    ]);
  });

  it('of several engines are each read as their engine, and one step is one finding', async () => {
    const files = {
      'db/migrations/0001_create.mysql.up.sql': 'CREATE TABLE `t` (a varchar(20)) ENGINE=InnoDB;',
      'db/migrations/0001_create.postgres.up.sql': 'CREATE TABLE t (a varchar(20));',
      'db/migrations/0002_index.mysql.up.sql': 'CREATE INDEX i ON t (a);',
      'db/migrations/0002_index.postgres.up.sql': 'CREATE INDEX i ON t (a);',
      'db/migrations/0003_drop.mysql.up.sql': 'ALTER TABLE t DROP COLUMN a;',
      'db/migrations/0003_drop.postgres.up.sql': 'ALTER TABLE t DROP COLUMN a;',
      'go.mod': 'module a\nrequire github.com/go-chi/chi/v5 v5.0.0\n',
    };
    expect(await judged(judgeSteps, files)).toEqual([
      expect.stringContaining('0002_index: it makes index i on t'),
      expect.stringContaining('0003_drop: it drops column t.a'),
    ]);
    expect(await judged(judgeOrder, files)).toEqual([expect.stringMatching(/^unknown 6 ordered migrations/)]);
  });

  it('for all engines are not those of an engine with one of its own for the step', async () => {
    const files = {
      'migrations/0001_a.mysql.up.sql': 'CREATE TABLE t (a int);',
      'migrations/0001_a.up.sql': 'CREATE TABLE t (a int);',
      'migrations/0002_b.mysql.up.sql': 'ALTER TABLE t ADD COLUMN b char(36) NULL;',
      'migrations/0002_b.up.sql': 'ALTER TABLE t ADD COLUMN b uuid;',
      'migrations/0003_c.mysql.up.sql': 'ALTER TABLE t MODIFY b char(36) NOT NULL;',
      'migrations/0003_c.up.sql': 'ALTER TABLE t ADD COLUMN c int;',
    };
    expect((await judged(judgeSteps, files)).filter((one) => one.includes('narrows'))).toEqual([]);
  });

  it('may put a copy in the place of a column or table', async () => {
    const copy =
      'ALTER TABLE t ADD COLUMN b2 text; UPDATE t SET b2 = b; ALTER TABLE t DROP COLUMN b; ALTER TABLE t RENAME COLUMN b2 TO b;';
    const away =
      'ALTER TABLE t RENAME TO t_old; CREATE TABLE t (a int); INSERT INTO t SELECT a FROM t_old; DROP TABLE t_old;';
    const create = 'CREATE TABLE t (a int, b int);';
    const files = { 'migrations/1_a.sql': create, 'migrations/2_b.sql': copy, 'migrations/3_c.sql': away };
    expect(await judged(judgeSteps, files)).toEqual([expect.stringMatching(/^pass/)]);
  });

  it('are found by the names of Flyway in any folder, and by the files of Alembic above them', async () => {
    const { migrations } = await readApi({
      'src/main/resources/shop/db/V1__create.sql': 'CREATE TABLE t (a int);',
      'app/revisions/alembic.ini': '',
      'app/core/script.py.mako': '',
      'app/core/versions/2024_d98dd8ec85a3_start.py': '',
      'api/versions/v1.py': '',
      'other/src/main/resources/migrations.xml': '<databaseChangeLog/>',
    });
    expect(migrations.map(({ folder }) => folder)).toEqual([
      'app/core/versions',
      'other/src/main/resources',
      'src/main/resources/shop/db',
    ]);
  });

  it('lie in folders by subject, which are no migrations themselves', async () => {
    const { migrations } = await readApi({
      'db/migrations/orders/0001_a.sql': 'CREATE TABLE a (b int);',
      'db/migrations/sql/0001_a.sql': 'CREATE TABLE a (b int);',
      'prisma/migrations/20260101120000_init/migration.sql': 'CREATE TABLE a (b int);',
    });
    expect(migrations.map(({ folder }) => folder)).toEqual([
      'db/migrations/orders',
      'db/migrations/sql',
      'prisma/migrations',
    ]);
  });

  it('of the same moment are in order by the rest of their names', async () => {
    const program = { 'package.json': '{ "dependencies": { "express": "5.1.0", "pg": "8.0.0" } }' };
    const time = { 'migrations/20210428103924-a.js': '', 'migrations/20210428103924-b.js': '' };
    expect(await judged(judgeOrder, { ...program, ...time })).toEqual([expect.stringMatching(/^pass/)]);
    const number = { 'migrations/0002-a.js': '', 'migrations/0002-b.js': '' };
    expect(await judged(judgeOrder, { ...program, ...number })).toEqual([expect.stringMatching(/^fail .*0002/)]);
  });
});

it('Modules beside numbered migrations of Python are none', async () => {
  const folders = async (files: readonly string[]): Promise<readonly string[]> =>
    (await readApi(Object.fromEntries(files.map((path) => [path, ''])))).migrations.map(
      ({ folder, files: found }) => `${folder} ${found.length}`,
    );
  expect(await folders(['pricing/migrations/handler.py', 'pricing/migrations/__init__.py'])).toEqual([]);
  expect(await folders(['shop/migrations/__init__.py', 'shop/migrations/0001_initial.py'])).toEqual([
    'shop/migrations 1',
  ]);
  expect(await folders(['migrations/env.py', 'migrations/versions/add_orders.py'])).toEqual(['migrations/versions 1']);
});

it('Migrations of Liquibase may stand in any folder, by the name of their main file', async () => {
  const files = { 'changelog/db.changelog.xml': '', 'changelog/db.changelog-1.0.xml': '', 'changelog/news.xml': '' };
  expect((await readApi(files)).migrations.map(({ folder, files: found }) => [folder, found.length])).toEqual([
    ['changelog', 2],
  ]);
});
