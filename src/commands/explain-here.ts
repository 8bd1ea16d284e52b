import { units } from 'virtual:units';
import { auditServices, openDocuments } from '../audit/audit.ts';
import { dialectsIn } from '../audit/dialects.ts';
import type { Preset } from '../audit/preset.ts';
import type { RepositoryReport } from '../audit/report-types.ts';
import type { Rule, Standard } from '../catalog/types.ts';
import { today } from '../disk/clock.ts';
import { treeAt } from './tree-at.ts';

/** How a rule comes out in the repository that the user stands in. */
export interface Here {
  /** The folder of the repository, as the user reaches it. */
  readonly path: string;
  /** Dialects of the rule's kind that it is written in. */
  readonly dialects: readonly string[];
  readonly services: readonly RepositoryReport[];
}

/**
 * Judges the repository in a folder by one rule.
 *
 * @param path how the user reaches the folder
 */
export async function explainHere(
  root: string,
  path: string,
  rule: Rule,
  standard: Standard,
  preset: Preset | undefined,
): Promise<Here> {
  const tree = treeAt(root);
  const options = {
    standard,
    units,
    path,
    today: today(),
    rules: [rule.id],
    everyPlace: true,
    ...(preset && { preset }),
  };
  const services = await auditServices(tree, options);
  const dialects = await dialectsIn(units, rule.kind, openDocuments(treeAt(root), units).view);
  return { path, dialects, services };
}
