import { UserError } from '../errors.ts';

/** A file that is a part of a unit, and the file that makes a unit of its folder. */
const companions: readonly (readonly [part: RegExp, unit: string])[] = [
  [/^([^/]+)\/[^/]+\/template\.yaml$/, 'kind.yaml'],
  [/^([^/]+)\/rules\/[^/]+\.yaml$/, 'kind.yaml'],
  [/^([^/]+\/[^/]+)\/files\//, 'template.yaml'],
  [/^([^/]+\/[^/]+)\/rules\//, 'read.ts'],
];

/**
 * Finds what looks like a part of the standard but would be passed over in silence.
 *
 * @throws UserError that names the file and the one that is missing beside it
 */
export function checkForgotten(tree: ReadonlyMap<string, string>): void {
  for (const [path, text] of tree) {
    for (const [part, unit] of companions) {
      const folder = part.exec(path)?.[1];
      if (folder !== undefined) demand(tree, path, `${folder}/${unit}`);
    }
    const judged = /^[^/]+\/rules\/[^/]+\.ts$/.test(path) && /^export (const|function) judge\b/m.test(text);
    if (judged) demand(tree, path, path.replace(/\.ts$/, '.yaml'));
  }
}

function demand(tree: ReadonlyMap<string, string>, path: string, missing: string): void {
  if (tree.has(missing)) return;
  throw new UserError(
    `templates/${path} is there without templates/${missing}.`,
    `Write ${missing}, or remove the other.`,
  );
}
