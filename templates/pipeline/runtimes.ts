import { get, joinPath, list, type At, type RepositoryView } from '../../src/kit/index.ts';
import type { Runtime } from './model.ts';
import { text } from './values.ts';

/** Files that say versions of runtimes, for the globs of readers that follow them. */
export const versionGlobs: readonly string[] = [
  '**/.nvmrc',
  '**/.node-version',
  '**/.tool-versions',
  '**/.python-version',
  '**/.java-version',
  '**/.go-version',
  '**/.ruby-version',
  '**/mise.toml',
  '**/.mise.toml',
  '**/go.mod',
  '**/global.json',
];

/** Runtimes that are supported by the minor version; all others by the major one. */
const byMinor: ReadonlySet<string> = new Set(['python', 'go', 'ruby', 'php']);

const numbers = (version: string | null): readonly string[] =>
  /\d{1,5}(?:\.\d{1,5})?/.exec((version ?? '').slice(0, 60))?.[0].split('.') ?? [];

/** The line of releases that a version belongs to, such as `24` of Node.js or `3.14` of Python. */
export function cycleOf(name: string, version: string | null): string | null {
  // Java 8 calls itself 1.8.
  const [major, minor] = numbers(name === 'java' ? (version ?? '').replace(/^1\.(?=\d)/, '') : version);
  if (major === undefined) return null;
  if (!byMinor.has(name)) return major;
  return minor === undefined ? null : `${major}.${minor}`;
}

const runtime = (at: At, name: string, rest: Partial<Runtime>): Runtime => {
  const version = rest.version ?? null;
  const major = numbers(version)[0];
  return {
    at,
    name,
    source: 'default',
    file: null,
    pinned: false,
    ...rest,
    version,
    major: major === undefined ? null : Number(major),
    cycle: cycleOf(name, version),
  };
};

/** The runtime whose version a file of the repository says. */
export function runtimeOfFile(view: RepositoryView, at: At, name: string, file: string): Runtime {
  const path = joinPath(file) ?? file;
  const exists = view.has(path);
  return runtime(at, name, {
    source: 'file',
    file: exists ? path : null,
    version: exists ? versionIn(view, path, name) : null,
  });
}

/** The runtime whose version stands in the pipeline itself, or nowhere. */
export const runtimeOfText = (at: At, name: string, version: string | undefined): Runtime =>
  version === undefined ? runtime(at, name, {}) : runtime(at, name, { source: 'literal', version });

const images: Readonly<Record<string, string>> = {
  node: 'node',
  python: 'python',
  golang: 'go',
  'eclipse-temurin': 'java',
  amazoncorretto: 'java',
  openjdk: 'java',
  gradle: 'java',
  maven: 'java',
  ruby: 'ruby',
  php: 'php',
};

/** The runtime that a container image brings; null for an image of anything else. */
export function runtimeOfImage(at: At, image: string): Runtime | null {
  const [named = '', digest] = image.slice(0, 300).split('@');
  const [repository = '', tag] = named.slice(named.lastIndexOf('/') + 1).split(':');
  if (!Object.hasOwn(images, repository)) return null;
  // The tag of a build tool's image begins with the version of the tool: maven:3.9-eclipse-temurin-21.
  const version = /^(?:maven|gradle)$/.test(repository) ? /(?:jdk|temurin|corretto)-?(\d+)/.exec(tag ?? '')?.[1] : tag;
  const numbered = /^\d/.test(version ?? '') ? version : undefined;
  return runtime(at, images[repository] ?? repository, {
    source: 'image',
    version: numbered ?? null,
    pinned: /^sha256:[0-9a-f]{64}$/.test(digest ?? ''),
  });
}

/** The version of a runtime as a file says it; null when it does not. */
export function versionIn(view: RepositoryView, path: string, name: string): string | null {
  if (path.endsWith('.json')) {
    const manifest = view.json(path);
    const engines = list(get(manifest, 'devEngines', 'runtime'))[0] ?? get(manifest, 'devEngines', 'runtime');
    return (
      text(get(manifest, 'volta', name)) ??
      text(get(engines, 'version')) ??
      text(get(manifest, 'engines', name)) ??
      text(get(manifest, 'sdk', 'version')) ??
      null
    );
  }
  const content = (view.text(path) ?? '').slice(0, 5000);
  if (path.endsWith('go.mod'))
    return (/^toolchain go(\d[\w.]*)/m.exec(content) ?? /^go (\d[\w.]*)/m.exec(content))?.[1] ?? null;
  if (path.endsWith('.tool-versions') || path.endsWith('mise.toml')) {
    const tool = name === 'node' ? '(?:nodejs|node)' : name === 'go' ? '(?:golang|go)' : name.replace(/\W/g, '');
    const [, version] = new RegExp(`^"?${tool}"?(?:[ \\t]+|[ \\t]*=[ \\t]*")([^\\s"]+)`, 'm').exec(content) ?? [];
    return version ?? null;
  }
  const line = content.trim().split('\n')[0]?.trim() ?? '';
  return line === '' ? null : line;
}
