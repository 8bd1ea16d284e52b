import type { AuditTree } from '../audit/tree.ts';
import type { Units } from '../catalog/types.ts';
import type { Judge } from '../kit/index.ts';
import type { Progress } from './progress.ts';

/** What an earlier attempt at the same repository took too long for, and what to say of it. */
export interface LeftOut {
  readonly files: Readonly<Record<string, string>>;
  readonly readers: Readonly<Record<string, string>>;
  readonly rules: Readonly<Record<string, string>>;
}

export const nothingLeftOut: LeftOut = { files: {}, readers: {}, rules: {} };

export const isNothing = ({ files, readers, rules }: LeftOut): boolean =>
  [files, readers, rules].every((reasons) => Object.keys(reasons).length === 0);

const own = (reasons: Readonly<Record<string, string>>, name: string): string | undefined =>
  Object.hasOwn(reasons, name) ? reasons[name] : undefined;

/** The tree without the files that are left out; each file that is turned to is told. */
export const watchedTree = (tree: AuditTree, progress: Progress, { files }: LeftOut): AuditTree => ({
  paths: tree.paths,
  skipped: tree.skipped,
  ...(tree.tracked && { tracked: tree.tracked }),
  read: (path) => {
    const skipped = own(files, path);
    return skipped === undefined ? tree.read(path) : { skipped };
  },
  opened: (path) => progress.at('file', path),
});

const refuse = (reason: string): never => {
  throw new Error(reason);
};

/** The code of the standard, each part of which is told when it begins; those left out break with their reason. */
export const watchedUnits = (units: Units, progress: Progress, leftOut: LeftOut): Units => ({
  models: units.models,
  ...(units.completions && { completions: units.completions }),
  ...(units.placesOf && { placesOf: units.placesOf }),
  readers: units.readers.map((unit) => {
    const name = unit.template ?? unit.kind;
    const reason = own(leftOut.readers, name);
    return {
      ...unit,
      reader: {
        ...unit.reader,
        read: (view) => {
          progress.at('reader', name);
          return reason === undefined ? unit.reader.read(view) : refuse(reason);
        },
      },
    };
  }),
  judges: Object.fromEntries(
    Object.entries(units.judges).map(([id, judge]): [string, Judge<never>] => {
      const reason = own(leftOut.rules, id);
      return [
        id,
        (model, context) => {
          progress.at('rule', id);
          return reason === undefined ? judge(model, context) : refuse(reason);
        },
      ];
    }),
  ),
});
