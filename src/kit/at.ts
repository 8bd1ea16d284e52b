/** A place in a repository: what a finding points at. */
export interface At {
  /** Path from the root of the repository, with forward slashes. */
  readonly path: string;
  /** JSON pointer (RFC 6901) into a YAML, JSON or TOML document; line and column are found from it when they are needed. */
  readonly pointer?: string;
  /** 0-based index of the document in a multi-document YAML stream. */
  readonly document?: number;
  /** 1-based, for files that have no pointers (CODEOWNERS, Dockerfile, TypeScript). */
  readonly line?: number;
  readonly column?: number;
  readonly endLine?: number;
  readonly endColumn?: number;
}

/** Anything of a model that knows where it was read. Findings on its parts fall back to the nearest such node. */
export interface Located {
  readonly at: At;
}

/** Escapes one key for use in a JSON pointer (RFC 6901, section 3). */
export const pointerKey = (key: string | number): string => String(key).replaceAll('~', '~0').replaceAll('/', '~1');

/** Joins keys to a JSON pointer: `pointer('jobs', 'build', 0)` is `/jobs/build/0`. */
export const pointer = (...keys: readonly (string | number)[]): string =>
  keys.map((key) => `/${pointerKey(key)}`).join('');
