import type { File } from '@babel/types';
import { gitBlobId } from '../kit/index.ts';
import type { Language, RepositoryView } from '../kit/index.ts';
import { parseJson } from './json.ts';
import { checkLimits, LimitError, limits } from './limits.ts';
import { indexPaths } from './path-index.ts';
import { recallOf } from './recall.ts';
import { binary } from './tree.ts';
import type { AuditTree, Skip } from './tree.ts';
import { parseTypeScript } from './typescript.ts';
import { parseYaml } from './yaml.ts';

/** What was looked at and what was not. */
export interface Coverage {
  /** Files of the repository. */
  readonly files: number;
  /** Files that were opened. */
  readonly read: number;
  readonly skipped: readonly Skip[];
}

export interface Documents {
  readonly view: RepositoryView;
  coverage(): Coverage;
}

const byteOrderMark = '\uFEFF';
const largeFilePointer = 'version https://git-lfs.github.com/spec/';
const jsonPath = /\.(?:json|jsonc|json5)$/i;

/** Readers may not change what they are given, so it can be given again. A tree of code takes a hundred times the room of its text. */
const recalled = {
  JSON: recallOf<unknown>(1_000_000),
  YAML: recallOf<unknown>(1_000_000),
  TypeScript: recallOf<File>(300_000),
};

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** The paths as they are when they are in order, which those of a folder are. */
const inOrder = (paths: readonly string[]): readonly string[] =>
  paths.every((path, at) => at === 0 || (paths[at - 1] ?? '') < path) ? paths : paths.toSorted();

/** Remembers the answer of a function per path. */
const memoised = <Value>(compute: (path: string) => Value): ((path: string) => Value) => {
  const known = new Map<string, Value>();
  return (path) => {
    if (known.has(path)) return known.get(path) as Value;
    const value = compute(path);
    known.set(path, value);
    return value;
  };
};

/**
 * The view that readers get of a tree: opens only files that `globs` ask for, each once, and parses each at most once.
 * Nothing in a file makes it throw: what cannot be read or parsed is undefined for readers and a reason in the coverage.
 */
export const createDocuments = (files: AuditTree, globs: readonly string[]): Documents => {
  const paths = inOrder(files.paths);
  const index = indexPaths(paths);
  const asked = new Set(index.find(globs));
  const skipped = new Map(files.skipped.map((skip) => [skip.path, skip]));
  let read = 0;

  // Two files of one repository never share a value, so that readers may remember by it where it was read.
  const given = new WeakSet<object>();
  const isFresh = <Value>(value: Value | undefined): value is Value => {
    if (typeof value !== 'object' || value === null || given.has(value)) return false;
    given.add(value);
    return true;
  };

  const skip = (path: string, reason: string): undefined => {
    skipped.set(path, { path, reason, incomplete: reason !== binary });
    return undefined;
  };

  let present: ReadonlySet<string> | undefined;
  const has = (path: string): boolean => (present ??= new Set(paths)).has(path);
  const content = memoised((path) => files.read(path));
  const blobId = memoised((path): string | undefined => {
    const whole = has(path) ? content(path).text : undefined;
    return whole === undefined ? undefined : gitBlobId(whole);
  });
  const text = memoised((path): string | undefined => {
    if (!asked.has(path)) return undefined;
    const file = content(path);
    if (file.text === undefined) return skip(path, file.skipped ?? 'could not be read');
    if (file.text.length > limits.text) return skip(path, `larger than ${limits.text} characters`);
    if (file.text.includes('\0')) return skip(path, binary);
    if (file.text.length < 500 && file.text.startsWith(largeFilePointer))
      return skip(path, 'a pointer of Git LFS: the file itself is not here');
    read += 1;
    return file.text.startsWith(byteOrderMark) ? file.text.slice(1) : file.text;
  });

  /** The text for a parser; a file that somebody wants parsed must not be binary, nor larger than `limit`. */
  const source = (path: string, language: string, limit: number): string | undefined => {
    const found = text(path);
    if (found === undefined)
      return skipped.get(path)?.reason === binary ? skip(path, `not valid ${language}: binary`) : undefined;
    return found.length > limit ? skip(path, `larger than ${limit} characters of ${language}`) : found;
  };

  const parsed = <Value>(
    path: string,
    language: 'JSON' | 'YAML',
    limit: number,
    parse: (text: string) => Value,
  ): Value | undefined => {
    const found = source(path, language, limit);
    if (found === undefined) return undefined;
    const known = recalled[language].get(found) as Value | undefined;
    if (isFresh(known)) return known;
    try {
      const value = parse(found);
      // Only YAML has aliases, and each of them a star.
      checkLimits(value, language === 'YAML' && found.includes('*'));
      if (isFresh(value) && known === undefined) recalled[language].keep(found, value);
      return value;
    } catch (error) {
      return skip(path, error instanceof LimitError ? error.message : `not valid ${language}: ${messageOf(error)}`);
    }
  };

  const json = memoised((path): unknown => parsed(path, 'JSON', limits.text, parseJson));
  const yaml = memoised((path): readonly unknown[] | undefined => {
    if (!jsonPath.test(path)) return parsed(path, 'YAML', limits.yaml, parseYaml);
    const value = json(path);
    return value === undefined ? undefined : [value];
  });
  const yamlText = (found: string): readonly unknown[] | undefined => {
    if (found.length > limits.yaml) return undefined;
    try {
      const documents = parseYaml(found);
      checkLimits(documents, found.includes('*'));
      return documents;
    } catch {
      // Whether it was meant to be YAML only its reader knows.
      return undefined;
    }
  };
  const typescript = memoised(async (path) => {
    const found = source(path, 'TypeScript', limits.source);
    if (found === undefined) return undefined;
    // What a text means depends on the ending of its name too.
    const key = `${path.slice(path.lastIndexOf('.'))}\n${found}`;
    const known = recalled.TypeScript.get(key);
    if (isFresh(known)) return known;
    try {
      const file = await parseTypeScript(path, found);
      if (isFresh(file) && known === undefined) recalled.TypeScript.keep(key, file);
      return file;
    } catch (error) {
      return skip(path, `not valid TypeScript: ${messageOf(error)}`);
    }
  });

  const trees = new Map<string, Promise<unknown>>();
  const parseAs = async <Tree>(path: string, language: Language<Tree>): Promise<Tree | undefined> => {
    const found = source(path, language.name, language.limit);
    if (found === undefined) return undefined;
    try {
      return await language.parse(found, path);
    } catch (error) {
      return skip(
        path,
        error instanceof LimitError ? error.message : `not valid ${language.name}: ${messageOf(error)}`,
      );
    }
  };
  const tree = <Tree>(path: string, language: Language<Tree>): Promise<Tree | undefined> => {
    const key = `${language.name} ${path}`;
    const known = trees.get(key) ?? parseAs(path, language);
    trees.set(key, known);
    return known as Promise<Tree | undefined>;
  };

  const glob = memoised((pattern): readonly string[] => index.find([pattern]));

  /** Tells that somebody turns to a file. */
  const opening =
    <Value>(look: (path: string) => Value): ((path: string) => Value) =>
    (path) => {
      files.opened?.(path);
      return look(path);
    };

  const view: RepositoryView = {
    service: { root: '' },
    paths,
    has,
    glob: (...patterns) => (patterns.length === 1 ? glob(patterns[0] ?? '') : index.find(patterns)),
    text: opening(text),
    yaml: opening(yaml),
    json: opening(json),
    typescript: opening(typescript),
    tree: (path, language) => {
      files.opened?.(path);
      return tree(path, language);
    },
    yamlText,
    tracked: (path) => files.tracked?.(path),
    blobId,
  };

  return {
    view,
    coverage: () => ({
      files: paths.length,
      read,
      skipped: [...skipped.values()].sort((a, b) => (a.path < b.path ? -1 : 1)),
    }),
  };
};
