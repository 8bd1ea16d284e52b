import type { Standard } from '../catalog/types.ts';
import { UserError } from '../errors.ts';
import { ended, problemsOf } from './schema-problems.ts';

/** One finding that stood when the standard was taken up. */
export interface BaselineEntry {
  readonly rule: string;
  /** Empty where something is missing altogether. */
  readonly path: string;
  /** Subject or pointer: where in the file, by a name that survives moved lines. */
  readonly place: string;
  /** Digest of what was found wrong, without the path. */
  readonly evidence: string;
  readonly fingerprint: string;
}

export interface BaselineService {
  /** Path of the repository, from the folder of the baseline. */
  readonly repository: string;
  /** Folder of the service in its repository. */
  readonly root: string;
  readonly findings: readonly BaselineEntry[];
}

export interface Baseline {
  readonly schemaVersion: 1;
  readonly standard: { readonly version: string; readonly digest: string };
  readonly services: readonly BaselineService[];
}

/**
 * Reads a baseline.
 *
 * @param path how the user named it, for messages
 * @throws UserError when it is none
 */
export const parseBaseline = (text: string, path: string): Baseline => {
  const hint = 'Restore the file from git, or remove it and write it anew with --write-baseline.';
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new UserError(`The baseline ${path} is not valid JSON.`, hint);
  }
  const [problem] = problemsOf('baseline', value);
  if (problem === undefined) return value as Baseline;
  throw new UserError(
    ended(`The baseline ${path} at ${problem.pointer === '' ? 'its top' : problem.pointer}: ${problem.message}`),
    hint,
  );
};

const compare = (a: readonly string[], b: readonly string[]): number => {
  const at = a.findIndex((text, index) => text !== b[index]);
  return at === -1 ? 0 : (a[at] ?? '') < (b[at] ?? '') ? -1 : 1;
};

const keyOf = ({ rule, path, place, evidence, fingerprint }: BaselineEntry): readonly string[] => [
  rule,
  path,
  place,
  evidence,
  fingerprint,
];

/** The file of a baseline: sorted, each entry once, with no service that has none, so that the same findings are the same bytes. */
export const baselineText = (
  standard: Pick<Standard, 'version' | 'digest'>,
  given: readonly BaselineService[],
): string => {
  const services = new Map<string, BaselineService & { readonly findings: BaselineEntry[] }>();
  for (const { repository, root, findings } of given) {
    const key = JSON.stringify([repository, root]);
    const known = services.get(key) ?? { repository, root, findings: [] };
    for (const entry of findings) {
      if (known.findings.some(({ fingerprint }) => fingerprint === entry.fingerprint)) continue;
      const { rule, path, place, evidence, fingerprint } = entry;
      known.findings.push({ rule, path, place, evidence, fingerprint });
    }
    services.set(key, known);
  }
  const sorted = [...services.values()]
    .filter(({ findings }) => findings.length > 0)
    .map(({ repository, root, findings }) => ({
      repository,
      root,
      findings: findings.toSorted((a, b) => compare(keyOf(a), keyOf(b))),
    }))
    .toSorted((a, b) => compare([a.repository, a.root], [b.repository, b.root]));
  const { version, digest } = standard;
  return `${JSON.stringify({ schemaVersion: 1, standard: { version, digest }, services: sorted }, undefined, 2)}\n`;
};
