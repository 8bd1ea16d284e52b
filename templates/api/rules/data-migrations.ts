import type { Judge, Judgement } from '../../../src/kit/index.ts';
import type { Api, Migrations, Program } from '../model.ts';

/** Judges whether the schema of a relational database is changed by ordered migrations, outside the start of the program. */
export const judge: Judge<Api> = ({ programs, migrations }) =>
  programs.filter(({ databases }) => databases.length > 0).flatMap((program) => judgeProgram(program, migrations));

const judgeProgram = (program: Program, migrations: readonly Migrations[]): readonly Judgement[] => {
  const { name, databases, at } = program;
  const subject = `migrations of ${name}`;
  const own = migrations.filter(({ folder }) => name === '.' || folder.startsWith(`${name}/`));
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
  const count = found.reduce((sum, { files }) => sum + files.length, 0);
  const message = `${count} ordered migrations in ${found.map(({ folder }) => folder).join(', ')} say what the schema is.`;
  return [{ outcome: 'pass', message, at: found.map((folder) => folder.at), subject }];
};

/** Files of tools, repeatable scripts, and the way back of a migration, which shares its number. */
const notAStep = /^(?:index|migration_lock|_|meta$|R__|U\d)|(?:^|[._-])(?:undo|down)[._-]/;

const disorder = ({ folder, files }: Migrations): readonly Judgement[] => {
  const schemaFiles = files.filter(({ name }) => !notAStep.test(name));
  const unordered = schemaFiles.filter(({ order }) => order === null);
  const names = [...new Set(schemaFiles.map(({ name }) => name.replace(/\.\w+$/, '')))];
  const orders = names.map((name) => /^[VU]?(\d+(?:[._-]\d+)*)/.exec(name)?.[1]).filter((order) => order !== undefined);
  const twice = orders.find((order, index) => orders.indexOf(order) !== index);
  const message =
    unordered.length > 0
      ? `${unordered.map(({ name }) => name).join(', ')} in ${folder} has no number or time to be ordered by.`
      : twice !== undefined
        ? `Two migrations in ${folder} have the number ${twice}: their order is left to chance.`
        : undefined;
  if (message === undefined) return [];
  const at = (unordered.length > 0 ? unordered : files).map((file) => file.at).slice(0, 1);
  return [{ outcome: 'fail', message, at, subject: `order of ${folder}` }];
};
