import type { AuditTree } from '../audit/tree.ts';
import { readTree } from '../disk/tree.ts';

/** Larger files are not read: lock files of large services come to some megabytes. */
const maxBytes = 5_000_000;

/** Of what `cdk synth` makes, the templates and what they were made from; assets are copies of what stands in the repository. */
const partly = { 'cdk.out': /^manifest\.json$|\.(?:template|metadata)\.json$/ };

/**
 * The repository in a folder, as the audit sees it.
 *
 * @param store where verdicts are kept
 */
export const treeAt = (root: string, store?: string): AuditTree =>
  readTree(root, { maxBytes, partly, ...(store !== undefined && { store }) });
