/** A file or folder that was not looked into. */
export interface Skip {
  readonly path: string;
  /** A clause: why. */
  readonly reason: string;
  /** True when a verdict could be wrong for it (unreadable, over a limit); false when it is left out on purpose. */
  readonly incomplete: boolean;
  /** Set where it is not known what stands below the path. */
  readonly unlisted?: true;
  /** Set where it is a repository of its own. */
  readonly nested?: true;
}

/** A repository as the audit sees it, wherever it comes from: a folder, a git tree, a plan that nobody has written yet. */
export interface AuditTree {
  /** Every regular file, with forward slashes; the order does not matter. */
  readonly paths: readonly string[];
  /** What the listing left out. */
  readonly skipped: readonly Skip[];
  /** The text of a file as UTF-8, or why there is none. Called at most once per file. */
  read(path: string): { readonly text?: string | undefined; readonly skipped?: string | undefined };
  /** Told each time somebody turns to a file, whatever was read of it before. */
  opened?(path: string): void;
  /** Whether git has a file in its index; undefined when there is no index, or none that can be read. */
  tracked?(path: string): boolean | undefined;
}

/** The reason of `read` for a file that holds no text: of one that readers only search, nothing is missed. */
export const binary = 'binary';

/** Whether the reason is that a file asks for more than a limit allows, and not that something is wrong with it. */
export const isBeyondLimit = (reason: string): boolean =>
  /^(?:larger than|more than|nested deeper than|an alias contains|took longer than|needed more than) /.test(reason);

/** A tree of texts in memory: path to content. */
export const memoryTree = (files: Readonly<Record<string, string>>): AuditTree => {
  const texts = new Map(Object.entries(files));
  return {
    paths: [...texts.keys()],
    skipped: [],
    read: (path) => {
      const text = texts.get(path);
      return text === undefined ? { skipped: 'no such file' } : { text };
    },
  };
};
