import { byNumbers } from '../../../src/kit/index.ts';
import type { Judge, Judgement } from '../../../src/kit/index.ts';
import type { Api, Migration, Migrations, SchemaChange } from '../model.ts';

/** Judges whether the version before can go on with the schema that each migration leaves. */
export const judge: Judge<Api> = ({ migrations }, { choices }) => {
  const from = typeof choices['data.judgeMigrationsFrom'] === 'string' ? choices['data.judgeMigrationsFrom'] : '';
  return migrations.flatMap((folder) => judgeFolder(folder, from));
};

const judgeFolder = ({ folder, files, at }: Migrations, from: string): readonly Judgement[] => {
  const all = files.filter(({ down, name }) => !down && !notAStep.test(name));
  const forward = from === '' ? newest(all) : all.filter(({ name }) => byNumbers(name, from) >= 0);
  const left = all.length - forward.length;
  const older = left > 0 ? `; ${left} before them are taken as applied everywhere` : '';
  const unread = forward.filter(({ readable }) => !readable);
  const hidden: readonly Judgement[] =
    unread.length === 0
      ? []
      : [
          {
            outcome: 'unknown',
            message: `Of the migrations in ${folder}, ${unread.length} cannot be read here: whether the version before can go on after them is not known${older}.`,
            at: unread.map((file) => file.at).slice(0, 1),
            subject: `other migrations in ${folder}`,
          },
        ];
  const read = forward.filter(({ readable }) => readable);
  const problems = stepsOf(read).flatMap(judgeStep);
  if (problems.length > 0 || read.length === 0) return [...problems, ...hidden];
  const message = `After each of ${read.length} migrations in ${folder} the version before can go on${older}.`;
  return [{ outcome: 'pass', message, at: [at], subject: `migrations in ${folder}` }, ...hidden];
};

/** Files that the tool itself keeps beside the migrations. */
const notAStep = /^(?:index|env|script|migration_lock|_|meta$|README)/i;

const newestAtMost = 20;

/** What has long been applied can no longer be changed, and its findings would bury those that can. */
const newest = (files: readonly Migration[]): readonly Migration[] => {
  const keys = [...new Set(files.map(keyOf))].toSorted(byNumbers);
  const kept = new Set(keys.slice(-newestAtMost));
  return files.filter((file) => kept.has(keyOf(file)));
};

/** Files for several engines share the number of their step. */
const keyOf = ({ order: number, name }: Migration): string => number ?? name;

/** The files of one step, of which there is one for each engine. */
const stepsOf = (files: readonly Migration[]): readonly (readonly Migration[])[] => {
  const steps = new Map<string, Migration[]>();
  for (const file of files) {
    const known = steps.get(keyOf(file));
    if (known === undefined) steps.set(keyOf(file), [file]);
    else known.push(file);
  }
  return [...steps.values()];
};

const judgeStep = (files: readonly Migration[]): readonly Judgement[] => {
  const [first] = files;
  const name = files.length > 1 ? (first?.name.split('.', 1)[0] ?? '') : (first?.name ?? '');
  // Both say that no version before is running: contract comes a release later, maintenance while nothing runs.
  const changes = files
    .filter(({ phase }) => phase !== 'contract' && phase !== 'maintenance')
    .flatMap((file) => file.changes);
  const kinds = [...new Set(changes.map(({ kind }) => kind))];
  return kinds.map((kind) => {
    const alike = changes.filter((change) => change.kind === kind);
    const texts = [...new Set(alike.map(({ text }) => text))];
    const named = `${texts.slice(0, namedAtMost).join(', ')}${texts.length > namedAtMost ? ` and ${texts.length - namedAtMost} more` : ''}`;
    return {
      outcome: 'fail',
      message: `${name}: ${whyNot(kind, named)}`,
      at: alike.map((change) => change.at),
      subject: `${kind} in ${name}`,
    };
  });
};

const namedAtMost = 4;

const whyNot = (kind: SchemaChange['kind'], text: string): string => {
  switch (kind) {
    case 'drop-table':
    case 'drop-column':
      return `it drops ${text}, which the version before still uses while traffic shifts and after a rollback.`;
    case 'rename':
      return `it renames ${text}: the version before still asks for the old name.`;
    case 'narrow-type':
      return `it narrows the ${text}: what the version before writes may not fit any more.`;
    case 'require-column':
      return `it demands a value in ${text} without a default: the version before writes rows without one.`;
    case 'blocking-index':
      return `it makes ${text} without CONCURRENTLY: nobody can write to the table until it is done.`;
    case 'checking-constraint':
      return `it adds ${text} and checks all rows under a lock: NOT VALID first, or USING INDEX, avoids it.`;
  }
};
