import { get, isMapping, record, type Mapping, type RepositoryView } from '../../../src/kit/index.ts';
import { text } from '../values.ts';

/** Names to the ranges that a lock file has for them; null where it keeps no ranges. */
type Ranges = ReadonlyMap<string, ReadonlySet<string> | null>;

const sections = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'];

/**
 * What a lock file says that a project asks for.
 *
 * @param member folder of the project, from that of the lock file
 * @param project name of the project
 * @returns undefined when it cannot be compared, `unknown-member` when the lock file has no such project
 */
export function rangesInLock(
  view: RepositoryView,
  lock: string,
  member: string,
  project: string,
): Ranges | 'unknown-member' | undefined {
  // Nothing is locked by a file that is empty.
  if (view.text(lock)?.trim() === '') return new Map();
  if (lock.endsWith('package-lock.json') || lock.endsWith('npm-shrinkwrap.json')) return ofNpm(view.json(lock), member);
  if (lock.endsWith('pnpm-lock.yaml')) return ofPnpm(view.yaml(lock)?.[0], member);
  if (lock.endsWith('bun.lock')) return ofMember(get(view.json(lock), 'workspaces'), member, (range) => text(range));
  if (lock.endsWith('yarn.lock')) return ofYarn(view, lock, member, project);
  return undefined;
}

/** The ranges of one project of several, by its folder. */
function ofMember(
  projects: unknown,
  member: string,
  rangeOf: (value: unknown) => string | undefined,
): Ranges | 'unknown-member' | undefined {
  if (!isMapping(projects)) return undefined;
  const project = get(projects, member);
  if (project === undefined) return member === '' ? undefined : 'unknown-member';
  return mapOf(
    sections.flatMap((section) => Object.entries(record(get(project, section)))),
    rangeOf,
  );
}

function mapOf(
  entries: readonly (readonly [string, unknown])[],
  rangeOf: (value: unknown) => string | undefined,
): Ranges {
  const ranges = new Map<string, Set<string>>();
  for (const [name, value] of entries) {
    const range = rangeOf(value);
    if (range !== undefined) ranges.set(name, (ranges.get(name) ?? new Set()).add(range));
  }
  return ranges;
}

function ofNpm(data: unknown, member: string): Ranges | 'unknown-member' | undefined {
  const packages = get(data, 'packages');
  if (isMapping(packages)) {
    const known = ofMember(packages, member, (range) => text(range));
    // npm names the root among the packages, whatever it needs.
    return known ?? new Map();
  }
  // The first format of lock file keeps what was installed, not what was asked for.
  const installed = get(data, 'dependencies');
  if (!isMapping(installed)) return isMapping(data) ? new Map() : undefined;
  return member === '' ? new Map(Object.keys(installed).map((name) => [name, null])) : 'unknown-member';
}

function ofPnpm(data: unknown, member: string): Ranges | 'unknown-member' | undefined {
  const specifier = (value: unknown): string | undefined => text(get(value, 'specifier')) ?? text(value);
  const projects = get(data, 'importers');
  if (!isMapping(projects)) {
    const old = get(data, 'specifiers');
    if (!isMapping(old) || member !== '') return undefined;
    return mapOf(Object.entries(old), (range) => text(range));
  }
  const project = get(projects, member === '' ? '.' : member);
  if (isMapping(get(project, 'specifiers')))
    return mapOf(Object.entries(record(get(project, 'specifiers'))), specifier);
  return ofMember({ [member]: project }, member, specifier);
}

function ofYarn(
  view: RepositoryView,
  lock: string,
  member: string,
  project: string,
): Ranges | 'unknown-member' | undefined {
  const source = view.text(lock) ?? '';
  if (!/^__metadata:/m.test(source.slice(0, 5000))) return ofClassicYarn(source);
  const data = record(view.yaml(lock)?.[0]);
  const place = `@workspace:${member === '' ? '.' : member}`;
  const entry = Object.entries(data).find(([key]) => key.split(/, ?/).some((name) => name.endsWith(place)));
  if (entry === undefined) return member === '' || project === '' ? undefined : 'unknown-member';
  const asked: Mapping = record(get(entry[1], 'dependencies'));
  return mapOf(Object.entries(asked), (range) => text(range)?.replace(/^npm:/, ''));
}

const longest = 200_000;

/** Version 1 of yarn's lock file is no YAML: `"@scope/name@^1.0.0", name@^2.0.0:` begins an entry. */
function ofClassicYarn(source: string): Ranges | undefined {
  if (!source.includes('# yarn lockfile v1')) return undefined;
  const ranges = new Map<string, Set<string>>();
  for (const line of source.split('\n', longest)) {
    if (!/^[^\s#].{0,2000}:$/.test(line)) continue;
    for (const [, quoted, bare] of line.slice(0, -1).matchAll(/"([^"]{1,500})"|([^\s,"]{1,500})/g)) {
      const asked = quoted ?? bare ?? '';
      const split = asked.indexOf('@', 1);
      if (split > 0) {
        const name = asked.slice(0, split);
        ranges.set(name, (ranges.get(name) ?? new Set()).add(asked.slice(split + 1)));
      }
    }
  }
  return ranges;
}
