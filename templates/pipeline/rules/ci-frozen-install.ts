import type { At, Judge, Judgement } from '../../../src/kit/index.ts';
import type { Manifest, Pipeline } from '../model.ts';

/** Judges every project with dependencies: what it resolves to, and whether its installations keep to that. */
export const judge: Judge<Pipeline> = ({ manifests }) => {
  const judged = manifests.filter(
    ({ installs, library, dependencies, lock }) =>
      installs.length > 0 || lock !== null || (!library && dependencies > 0),
  );
  if (judged.length === 0) return { outcome: 'not-applicable', message: 'No project with dependencies was found.' };
  return judged.map(judgeManifest);
};

interface Problem {
  readonly what: string;
  readonly at: At;
}

function judgeManifest(manifest: Manifest): Judgement {
  const { manager, place, at, lock } = manifest;
  const subject = `dependencies of ${manager} in ${place}`;
  const problems = [...installing(manifest), ...resolving(manifest)];
  if (problems.length === 0) {
    const where = lock?.at ?? at;
    return { outcome: 'pass', message: `What ${manager} installs in ${place} is fixed.`, at: [where], subject };
  }
  const message = `The ${subject} are not those that were tested: ${problems.map(({ what }) => what).join('; ')}.`;
  return { outcome: 'fail', message, at: problems.map((problem) => problem.at), subject };
}

const installing = ({ installs, lock, manager }: Manifest): readonly Problem[] => {
  const loose = installs.find(({ frozen }) => !frozen);
  const file = lock === null ? 'a lock file' : lock.at.path;
  return loose === undefined
    ? []
    : [{ what: `"${loose.name}" lets ${manager} resolve them anew instead of keeping to ${file}`, at: loose.at }];
};

function resolving({ at, lock, lockable, open }: Manifest): readonly Problem[] {
  const lacks = lock?.lacks ?? [];
  const [first] = lacks;
  if (first !== undefined && lock !== null) return [{ what: `${lock.at.path} lacks ${named(lacks)}`, at: first.at }];
  if (lockable) {
    // Of a list without hashes the first line tells more than that no lock file stands beside it.
    if (lock !== null) return [];
    return [open[0] === undefined ? { what: 'no lock file says which', at } : left(open, open[0])];
  }
  return open[0] === undefined ? [] : [left(open, open[0])];
}

const left = (open: Manifest['open'], { at }: Manifest['open'][number]): Problem => ({
  what: `left open is ${named(open)}`,
  at,
});

const named = (requirements: Manifest['open']): string => {
  const shown = requirements.slice(0, 3).map(({ name, range }) => `${name} ${range}`.trim());
  return requirements.length > 3 ? `${shown.join(', ')} and ${requirements.length - 3} more` : shown.join(', ');
};
