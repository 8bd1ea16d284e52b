import type { Judge, Judgement } from '../../../src/kit/index.ts';
import { rootName } from '../known.ts';
import type { Api, Migrations, Program } from '../model.ts';

/** Judges whether the schema of a relational database is changed by ordered migrations, outside the start of the program. */
export const judge: Judge<Api> = ({ programs, migrations }) => {
  const readable = programs.filter(({ databases }) => databases.length > 0);
  const unread = programs.filter((program) => !program.readable);
  return readable.length > 0
    ? readable.flatMap((program) => judgeProgram(program, migrations))
    : unread.flatMap((program) => judgeUnread(program, ownOf(program, migrations)));
};

const ownOf = ({ name }: Program, migrations: readonly Migrations[]): readonly Migrations[] =>
  migrations.filter(({ folder }) => name === rootName || folder.startsWith(`${name}/`));

const judgeUnread = ({ name, language, at }: Program, migrations: readonly Migrations[]): readonly Judgement[] => {
  if (migrations.length === 0) return [];
  const problems = migrations.flatMap(disorder);
  if (problems.length > 0) return problems;
  const message = `${counted(migrations)}; whether the program in ${name} (${language}) applies what is there when it starts cannot be seen from here.`;
  return [{ outcome: 'unknown', message, at: [at], subject: `migrations of ${name}` }];
};

const judgeProgram = (program: Program, migrations: readonly Migrations[]): readonly Judgement[] => {
  const { name, databases, at } = program;
  const subject = `migrations of ${name}`;
  const own = ownOf(program, migrations);
  const found = own.length > 0 ? own : migrations;
  if (found.length === 0) {
    const message = `The program in ${name} uses ${databases.join(', ')}, but no migrations say what its schema is.`;
    return [{ outcome: 'fail', message, at: [at], subject }];
  }
  const atStart = program.migratesAtStart.map(({ at: place }): Judgement => ({
    outcome: 'fail',
    message:
      'The schema is changed when an instance starts: instances race each other, and a rollback cannot go first.',
    at: [place],
    subject: `${subject} at start`,
  }));
  const problems = [...atStart, ...found.flatMap(disorder)];
  if (problems.length > 0) return problems;
  return [{ outcome: 'pass', message: `${counted(found)}.`, at: found.map((folder) => folder.at), subject }];
};

const counted = (found: readonly Migrations[]): string => {
  const count = found.flatMap(({ files }) => files.filter(({ down, name }) => !down && !notAStep.test(name))).length;
  const folders = found.map(({ folder }) => folder).join(', ');
  return count === 1
    ? `One migration in ${folders} says what the schema is`
    : `${count} ordered migrations in ${folders} say what the schema is`;
};

/** Files and callbacks of tools, repeatable scripts, and the way back of a migration, which shares its number. */
const notAStep = /^(?:index|migration_lock|_|meta$|R__|U\d|(?:before|after)[A-Z])|(?:^|[._-])(?:undo|down)[._-]/;

/** Alembic and Liquibase say the order within their files. */
const ordersItself = /\.(?:py|xml|ya?ml)$/;

/** One step may stand there once for each engine: `0001_x.mysql.up.sql`. */
const endings = /(?:[._-](?:up|mysql|mariadb|postgres(?:ql)?|cockroach(?:db)?|sqlite3?)|\.[a-z]\w{0,20})+$/i;

/** Tools sort those of the same moment by the rest of their names. */
const isTime = (order: string): boolean => /^(?:20\d{10,}|1\d{12,})$/.test(order);

const disorder = ({ folder, files }: Migrations): readonly Judgement[] => {
  const schemaFiles = files.filter(({ name, at }) => !notAStep.test(name) && !ordersItself.test(at.path));
  const unordered = schemaFiles.filter(({ order }) => order === null);
  const names = [...new Set(schemaFiles.map(({ name }) => name.replace(endings, '')))];
  const orders = names.map((name) => /^[VU]?(\d+(?:[._-]\d+)*)/.exec(name)?.[1]).filter((order) => order !== undefined);
  const twice = orders.find((order, index) => !isTime(order) && orders.indexOf(order) !== index);
  const message =
    unordered.length > 0
      ? `${unordered.length === 1 ? `${unordered[0]?.name} has` : `${unordered.length} files, such as ${unordered[0]?.name}, have`} no number or time in ${folder} to be ordered by.`
      : twice !== undefined
        ? `Two migrations in ${folder} have the number ${twice}: their order is left to chance.`
        : undefined;
  if (message === undefined) return [];
  const at = (unordered.length > 0 ? unordered : files).map((file) => file.at).slice(0, 1);
  return [{ outcome: 'fail', message, at, subject: `order of ${folder}` }];
};
