import type { File } from '@babel/types';

/** A language that a file can be parsed as. Its tree keeps positions. */
export interface Language<Tree> {
  /** As messages call it: `HCL`. One language of a name, since trees are kept by it. */
  readonly name: string;
  /** Characters of a file that is parsed at most. */
  readonly limit: number;
  /** Throws an Error that tells line and column. Loads its parser only when it is called. */
  parse(text: string, path: string): Tree | Promise<Tree>;
}

/** The part of a repository that is judged as one service. */
export interface ServiceScope {
  /** Its folder; empty for the root of the repository. */
  readonly root: string;
  /** The entry of the catalogue that says so; absent where the whole repository is taken for one service. */
  readonly descriptor?: { readonly path: string; readonly document: number };
}

/** What a reader may see of a repository: paths, and the content of the files that its globs ask for. Never the disk. */
export interface RepositoryView {
  /** What is judged. Of a repository with several services, the view shows this one and what belongs to none. */
  readonly service: ServiceScope;
  /** Every file of the repository that the service may see, sorted, with forward slashes. Includes files that are not read. */
  readonly paths: readonly string[];
  /** Whether there is a file of this path; takes no longer for many files than for few. */
  has(path: string): boolean;
  /** The paths that match any of the globs (picomatch, dot files included). */
  glob(...patterns: readonly string[]): readonly string[];
  /** The text of a file that some reader's globs ask for; undefined when absent, binary or over a limit. */
  text(path: string): string | undefined;
  /** The id by which git knows the content of a text file, whether or not some reader asks for it; undefined when it cannot be read. */
  blobId(path: string): string | undefined;
  /** The documents of a YAML (or JSON) file as plain data; undefined when absent or not parseable (that is in coverage). */
  yaml(path: string): readonly unknown[] | undefined;
  /** The same of a text that stands within another file, such as a program in a template; undefined when it is none. */
  yamlText(text: string): readonly unknown[] | undefined;
  /** The value of a JSON file (comments and trailing commas allowed in tsconfig and the like); undefined when absent or not parseable. */
  json(path: string): unknown;
  /** The syntax tree of a TypeScript or JavaScript file (Babel); undefined when absent or not parseable. */
  typescript(path: string): Promise<File | undefined>;
  /** The tree of a file in any other language; undefined when absent or not parseable (that is in coverage). Parsed once. */
  tree<Tree>(path: string, language: Language<Tree>): Promise<Tree | undefined>;
  /**
   * Whether git has the file in its index: a local `.env` that nobody will ever push is no finding. Undefined where that cannot be
   * told (no git, or no work tree of its own), and then a file counts as one that is shared.
   */
  tracked?(path: string): boolean | undefined;
}

/**
 * Turns the documents of one dialect into the model of a kind. Pure: the same view gives the same model.
 * Several readers may contribute to one model: arrays are joined, objects merged, and the first reader wins on scalars.
 */
export interface Reader<Model> {
  /** Which files it wants read. Nothing else of the repository is opened for it, and a dialect's reader is not asked when there is none of them. */
  readonly globs: readonly string[];
  read(view: RepositoryView): Partial<Model> | Promise<Partial<Model>>;
  /** The answers that would render what was read, by question name; only those that can be told. */
  answers?(model: Model, view: RepositoryView): Readonly<Record<string, unknown>>;
}

/** Names a reader's model type at its definition. */
export const defineReader = <Model>(reader: Reader<Model>): Reader<Model> => reader;
