import type { AuditTree } from '../audit/tree.ts';
import { readTree } from '../disk/tree.ts';

/** Larger files are not read: lock files of large services come to some megabytes. */
const maxBytes = 5_000_000;

/** The repository in a folder, as the audit sees it. */
export function treeAt(root: string): AuditTree {
  const tree = readTree(root, { maxBytes });
  return {
    paths: tree.paths,
    skipped: tree.skipped,
    read: (path) => {
      const file = tree.read(path);
      return file.skipped === undefined ? { text: file.text } : { skipped: file.skipped };
    },
  };
}
