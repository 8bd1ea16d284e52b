import type { Places, Units } from '../catalog/types.ts';
import { globsOf } from './globs.ts';
import type { Verdict } from './judge.ts';
import { indexPaths } from './path-index.ts';
import type { Scope } from './scopes.ts';
import { isBeyondLimit } from './tree.ts';
import type { Skip } from './tree.ts';

/** Gives the paths that could not be read and may hold what a rule asks for. */
type Find = (places: Places) => readonly string[];

/** Of more folders than these that cannot be listed, none is looked at: anything may stand in them. */
const mostFolders = 1000;

/** A path, and how it is called from the folder of the service. */
const waysTo = (path: string, root: string): readonly string[] =>
  root !== '' && path.startsWith(`${root}/`) ? [path, path.slice(root.length + 1)] : [path];

const finderOfFiles = (files: readonly Skip[], root: string): ((globs: readonly string[]) => readonly string[]) => {
  const known = new Map(files.flatMap(({ path }) => waysTo(path, root).map((way) => [way, path] as const)));
  const index = indexPaths([...known.keys()].toSorted());
  return (globs) => index.find(globs).map((way) => known.get(way) ?? way);
};

const finder = (skipped: readonly Skip[], root: string): Find => {
  const gaps = skipped.filter(({ incomplete }) => incomplete);
  const files = gaps.filter(({ unlisted }) => !unlisted);
  const folders = gaps.filter(({ unlisted }) => unlisted);
  const all = finderOfFiles(files, root);
  const small = finderOfFiles(
    files.filter(({ reason }) => !isBeyondLimit(reason)),
    root,
  );
  const reached = (globs: readonly string[]): readonly string[] => {
    const alternatives = globs.flatMap(globsOf);
    const mayHold = (path: string): boolean =>
      waysTo(path, root).some((way) => {
        const names = way === '.' ? [] : way.split('/');
        return alternatives.some((glob) => glob.reaches(names));
      });
    return folders.flatMap(({ path }) => (folders.length > mostFolders || mayHold(path) ? [path] : []));
  };
  // Nobody keeps an alarm in megabytes of YAML: a large file is the thing only where its name says so.
  return ({ named, any }) => [...new Set([...reached([...named, ...any]), ...all(named), ...small(any)])];
};

const isMissing = (verdict: Verdict): boolean =>
  !('error' in verdict) && verdict.judgement.outcome === 'fail' && (verdict.judgement.at ?? []).length === 0;

/** The verdict that something is missing, when it may stand in what could not be read. It stays the same finding. */
const doubted = (verdict: Verdict, [first, ...more]: readonly string[]): Verdict => {
  if ('error' in verdict || first === undefined) return verdict;
  const { judgement, evidence = judgement.message } = verdict;
  const name = first === '.' ? 'the rest of the repository' : first;
  const unread = more.length === 0 ? name : `${name} and ${more.length} more`;
  const message = `Cannot be told, since ${unread} could not be read: ${judgement.message}`;
  return { judgement: { ...judgement, outcome: 'unknown', message }, evidence };
};

/** Turns the verdict that something is missing into none where that cannot be told. Where all was read, it costs nothing. */
export const doubtIn = ({ view, coverage }: Scope, units: Units) => {
  let find: Find | undefined;
  return async (rule: string, verdicts: readonly Verdict[]): Promise<readonly Verdict[]> => {
    if (!verdicts.some(isMissing)) return verdicts;
    const { skipped } = coverage();
    if (!skipped.some(({ incomplete }) => incomplete)) return verdicts;
    find ??= finder(skipped, view.service.root);
    const places = (await units.placesOf?.()) ?? {};
    const unread = Object.hasOwn(places, rule) ? find(places[rule] ?? nowhere) : [];
    return verdicts.map((verdict) => (isMissing(verdict) ? doubted(verdict, unread) : verdict));
  };
};

const nowhere: Places = { named: [], any: [] };
