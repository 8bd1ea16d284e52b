import type { AuditTree } from '../audit/tree.ts';
import { readTree } from '../disk/tree.ts';

/** Larger files are not read: lock files of large services come to some megabytes. */
const maxBytes = 5_000_000;

/** The repository in a folder, as the audit sees it. */
export const treeAt = (root: string): AuditTree => readTree(root, { maxBytes });
