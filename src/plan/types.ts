declare const safe: unique symbol;

/** A relative path that cannot leave the root it is used under; made only by `safePath`. */
export type SafePath = string & { readonly [safe]: true };

/** `create` and `update` write; `keep` and `skip` leave the file as it is; `delete` removes it. `conflict` cannot be committed. */
export type Action = 'create' | 'update' | 'keep' | 'skip' | 'delete' | 'conflict';

export interface Change {
  readonly path: SafePath;
  readonly action: Action;
  /** One sentence for the user: why this action. */
  readonly reason: string;
  readonly mode: '644' | '755';
  /** Git blob id (SHA-1 of `blob <length>\0<content>`) of the content after the change; null when there is none. */
  readonly digest: string | null;
  /** Git blob id of what stands there now; null when nothing does. A commit refuses when it no longer holds. */
  readonly preimage: string | null;
  /** The bytes to write, for create and update. */
  readonly content?: Uint8Array;
}

/** An immutable list of file changes: the only thing that can be committed to disk. Paths are unique and sorted, the manifest last. */
export interface Plan {
  /** Absolute path of the target folder. */
  readonly root: string;
  readonly changes: readonly Change[];
}
