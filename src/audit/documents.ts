import type { Language, RepositoryView } from '../kit/index.ts';
import { matcher } from './globs.ts';
import { parseJson } from './json.ts';
import { checkLimits, LimitError, limits } from './limits.ts';
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
const jsonPath = /\.(?:json|jsonc|json5)$/i;

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

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
  const paths = [...files.paths].sort();
  const present = new Set(paths);
  const asked = matcher(globs);
  const skipped = new Map(files.skipped.map((skip) => [skip.path, skip]));
  let read = 0;

  const skip = (path: string, reason: string): undefined => {
    skipped.set(path, { path, reason, incomplete: reason !== binary });
    return undefined;
  };

  const text = memoised((path): string | undefined => {
    if (!present.has(path) || !asked(path)) return undefined;
    const file = files.read(path);
    if (file.text === undefined) return skip(path, file.skipped ?? 'could not be read');
    if (file.text.length > limits.text) return skip(path, `larger than ${limits.text} characters`);
    if (file.text.includes('\0')) return skip(path, binary);
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
    language: string,
    limit: number,
    parse: (text: string) => Value,
  ): Value | undefined => {
    const found = source(path, language, limit);
    if (found === undefined) return undefined;
    try {
      const value = parse(found);
      checkLimits(value);
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
  const typescript = memoised(async (path) => {
    const found = source(path, 'TypeScript', limits.source);
    if (found === undefined) return undefined;
    try {
      return await parseTypeScript(path, found);
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

  const glob = memoised((pattern): readonly string[] => paths.filter(matcher([pattern])));

  const view: RepositoryView = {
    service: { root: '' },
    paths,
    glob: (...patterns) => {
      const [first, ...more] = patterns;
      if (first === undefined) return [];
      return more.length === 0 ? glob(first) : [...new Set(patterns.flatMap(glob))].sort();
    },
    text,
    yaml,
    json,
    typescript,
    tree,
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
