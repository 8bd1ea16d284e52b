import { joinPath } from '../../src/kit/index.ts';
import type { At, Located, RepositoryView } from '../../src/kit/index.ts';
import type { OwnedPath, Ownership, Team } from './model.ts';
import { indexLines } from './owners-index.ts';
import type { Matching } from './owners-index.ts';

/** In the order in which each host looks; only the first one counts. */
const places = {
  github: ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS'],
  gitlab: ['CODEOWNERS', 'docs/CODEOWNERS', '.gitlab/CODEOWNERS'],
} as const;

export const codeOwnersGlobs = [...new Set(Object.values(places).flat())];

type Host = keyof typeof places;

/** The file that the host honours, understood as the host would. */
export const readOwnership = (view: RepositoryView): readonly Ownership[] => {
  const onGitlab = view.paths.some((place) => place === '.gitlab-ci.yml' || place.startsWith('.gitlab/'));
  const host: Host = onGitlab && view.glob('.github/workflows/*').length === 0 ? 'gitlab' : 'github';
  const path = places[host].find((place) => view.has(place));
  const content = path === undefined ? undefined : view.text(path);
  if (path === undefined || content === undefined) return [];
  const tooLarge = host === 'github' && content.length > readByGithub;
  const { entries, invalid } = parse(tooLarge ? '' : content, path, host);
  const matching = indexLines(entries, host);
  const ownersOf = (target: string): Owned => owned(matching, target, host);
  const most = Math.max(fewestPaths, Math.floor(comparisonsAtMost / (entries.length + 1)));
  const fallback = ownersOf(joinPath(view.service.root, 'a-path-that-no-line-names') ?? '');
  return [
    {
      host,
      tooLarge,
      invalid,
      defaultOwners: fallback.owners,
      defaultTeam: teamAmong(fallback.owners, host),
      special: specialPaths(view, path).flatMap(([what, paths]) =>
        special(what, sample(paths, most), ownersOf, host, path),
      ),
      at: { path, line: fallback.line ?? 1 },
    },
  ];
};

/** GitHub does not load a larger file. */
const readByGithub = 3 * 1024 * 1024;

/** With very many lines, fewer paths are looked up, each of which may have to be compared with all of them. */
const comparisonsAtMost = 5_000_000;
const fewestPaths = 20;

/** A line; without owners it takes a path away from those before. */
interface Entry extends Located {
  readonly pattern: string;
  readonly owners: readonly string[];
  /** GitLab's sections are judged one by one; the empty one is where a file begins. */
  readonly section: string;
  /** In an optional section of GitLab, nobody has to approve. */
  readonly optional: boolean;
  /** GitLab takes such a path out of its section for good. */
  readonly excludes: boolean;
}

interface Owned {
  readonly owners: readonly string[];
  /** Of the line that decided. */
  readonly line: number | undefined;
}

const sectionHeader = /^(\^?)\[([^\]]{1,200})\](?:\[\d{1,3}\])?(.*)$/;

const parse = (
  content: string,
  path: string,
  host: Host,
): { readonly entries: readonly Entry[]; readonly invalid: readonly Located[] } => {
  const entries: Entry[] = [];
  const invalid: Located[] = [];
  let [section, inherited, optional]: [string, readonly string[], boolean] = ['', [], false];
  for (const [index, raw] of content.split(/\r?\n/).entries()) {
    const at: At = { path, line: index + 1 };
    const line = withoutComment(raw);
    if (line === '') continue;
    const header = host === 'gitlab' ? sectionHeader.exec(line) : null;
    if (header !== null) {
      [section, inherited, optional] = [(header[2] ?? '').toLowerCase(), words(header[3] ?? ''), header[1] === '^'];
      continue;
    }
    // A blank in a path is written as `\ `.
    const [written = '', ...owners] = words(line.replaceAll('\\ ', '\u0000')).map((word) =>
      word.replaceAll('\u0000', ' '),
    );
    const excludes = written.startsWith('!');
    const pattern = excludes ? written.slice(1) : written;
    const known = host === 'gitlab' ? pattern !== '' : !excludes && !/[[\]]/.test(pattern);
    if (!known || !owners.every(isOwner)) invalid.push({ at });
    else entries.push({ pattern, owners: owners.length > 0 ? owners : inherited, section, optional, excludes, at });
  }
  return { entries, invalid };
};

const withoutComment = (line: string): string => {
  const start = line.startsWith('#') ? 0 : line.search(/\s#/);
  return (start === -1 ? line : line.slice(0, start)).trim();
};

const words = (text: string): readonly string[] => text.split(/\s+/).filter((word) => word !== '');

const isOwner = (word: string): boolean => /^@@?[\w.-]+(?:\/[\w.-]+)*$/.test(word) || /^[^\s@]+@[^\s@]+$/.test(word);

/** The last line that matches decides, in each section for itself. What only an optional section names, nobody has to approve. */
const owned = (matchingOf: Matching<Entry>, path: string, host: Host): Owned => {
  if (host === 'github') {
    const [last] = matchingOf(path);
    return { owners: last?.owners ?? [], line: last?.at.line };
  }
  const matching = [...matchingOf(path)].toReversed();
  const excluded = new Set(matching.filter(({ excludes }) => excludes).map(({ section }) => section));
  const bySection = new Map<string, Entry>();
  for (const entry of matching)
    if (!entry.optional && !excluded.has(entry.section)) bySection.set(entry.section, entry);
  const deciding = [...bySection.values()];
  return { owners: [...new Set(deciding.flatMap(({ owners }) => owners))], line: deciding.at(-1)?.at.line };
};

const teamAmong = (owners: readonly string[], host: Host): Team => {
  if (owners.some((owner) => /^@[^/]+\/./.test(owner) || owner.startsWith('@@'))) return 'yes';
  // GitLab writes groups and people in the same way, and an address may be that of a team.
  return owners.some((owner) => host === 'gitlab' || !owner.startsWith('@')) ? 'unknown' : 'no';
};

/** Paths whose change decides more than a file: how we build, where we run, what we promise, what data looks like. */
const specialPaths = (
  view: RepositoryView,
  codeOwners: string,
): readonly (readonly [what: string, paths: readonly string[]])[] => {
  const own = view.paths.filter((path) => !/(?:^|\/)(?:node_modules|vendor|fixtures?|testdata|examples?)\//.test(path));
  const like = (pattern: RegExp): readonly string[] => own.filter((path) => pattern.test(path));
  const roots = like(/\/(?:cdk\.json|Pulumi\.yaml|serverless\.ya?ml)$/)
    .map((path) => path.slice(0, path.lastIndexOf('/') + 1))
    .slice(0, 50);
  return [
    ['the rules of ownership', [codeOwners]],
    [
      'the pipeline',
      like(
        /^\.github\/(?:workflows|actions)\/|^\.gitlab-ci\.yml$|^\.gitlab\/ci\/|(?:^|\/)buildspec[^/]*\.ya?ml$|^Jenkinsfile$|^azure-pipelines\.yml$/,
      ),
    ],
    ['the infrastructure', own.filter((path) => path.endsWith('.tf') || roots.some((root) => path.startsWith(root)))],
    [
      'the contract',
      like(/^(?!\.github\/)(?:.*\/)?(?:openapi|swagger|asyncapi)[^/]*\.(?:ya?ml|json)$|\.proto$|\.graphqls$/),
    ],
    ['the exceptions from the standard', like(/(?:^|\/)\.create-service\/(?:config|waivers)\.yaml$/)],
    ['the migrations', like(/(?:^|\/)migrations?\/.*\.\w+$/)],
  ];
};

const special = (
  what: string,
  paths: readonly string[],
  ownersOf: (path: string) => Owned,
  host: Host,
  codeOwners: string,
): readonly OwnedPath[] => {
  const judged = paths.map((path) => {
    const { owners, line } = ownersOf(path);
    return { what, path, owners, team: teamAmong(owners, host), at: { path: codeOwners, line: line ?? 1 } };
  });
  const worst = judged.find(({ team }) => team === 'no') ?? judged.find(({ team }) => team === 'unknown') ?? judged[0];
  return worst === undefined ? [] : [worst];
};

/** Ten thousand migrations do not get ten thousand lines; the first ones of each folder are enough to tell. */
const sample = (paths: readonly string[], most: number): readonly string[] => {
  const seen = new Map<string, number>();
  const chosen = paths.filter((path) => {
    const folder = path.slice(0, path.lastIndexOf('/') + 1);
    const count = (seen.get(folder) ?? 0) + 1;
    seen.set(folder, count);
    return count <= 20 && seen.size <= 200;
  });
  return chosen.slice(0, most);
};
