/** What a single file of a repository may cost us. Beyond it, the file is skipped and the audit says so. */
export const limits = {
  /** Characters of any file. */
  text: 5_000_000,
  /** Characters of a YAML file: its parser takes ten times as long as that of JSON. */
  yaml: 2_000_000,
  /** Characters of a TypeScript or JavaScript file. */
  source: 1_000_000,
  /** Collections within collections. */
  depth: 100,
  /** Nodes of a document with its aliases expanded. */
  nodes: 500_000,
  /** Uses of aliased collections in a document. */
  aliases: 2_000,
  /** Keys that come in by YAML merge (`<<`). */
  mergedKeys: 10_000,
} as const;

/** Says that a document asks for more than the limits allow; its message is the reason that coverage shows. */
export class LimitError extends Error {}

interface Measured {
  readonly nodes: number;
  readonly height: number;
}

const leaf: Measured = { nodes: 1, height: 0 };

/** Throws a LimitError when a document without aliases is larger than the limits allow. */
const checkTree = (document: unknown): void => {
  let nodes = 0;
  const count = (value: unknown, depth: number): void => {
    nodes += 1;
    if (typeof value !== 'object' || value === null) return;
    if (depth >= limits.depth) throw new LimitError(`nested deeper than ${limits.depth} levels`);
    if (nodes > limits.nodes) throw new LimitError(`more than ${limits.nodes} nodes`);
    if (Array.isArray(value)) for (const item of value) count(item, depth + 1);
    else for (const key in value) count((value as Readonly<Record<string, unknown>>)[key], depth + 1);
  };
  count(document, 0);
  if (nodes > limits.nodes) throw new LimitError(`more than ${limits.nodes} nodes`);
};

/**
 * Throws a LimitError when a parsed document is larger than the limits allow.
 * Parsers keep aliases as shared references, so a bomb is small until somebody walks it: each collection is measured once.
 *
 * @param aliased whether parts of it may be shared
 */
export const checkLimits = (document: unknown, aliased: boolean): void => {
  if (!aliased) {
    checkTree(document);
    return;
  }
  const seen = new Map<object, Measured | 'open'>();
  let aliases = 0;
  const measure = (value: unknown, depth: number): Measured => {
    if (typeof value !== 'object' || value === null) return leaf;
    const known = seen.get(value);
    if (known === 'open') throw new LimitError('an alias contains itself');
    if (known !== undefined) {
      aliases += 1;
      if (aliases > limits.aliases) throw new LimitError(`more than ${limits.aliases} aliases`);
      if (depth + known.height > limits.depth) throw new LimitError(`nested deeper than ${limits.depth} levels`);
      return known;
    }
    if (depth >= limits.depth) throw new LimitError(`nested deeper than ${limits.depth} levels`);
    seen.set(value, 'open');
    let nodes = 1;
    let height = 1;
    for (const child of Array.isArray(value) ? value : Object.values(value)) {
      const measured = measure(child, depth + 1);
      nodes += measured.nodes;
      if (measured.height >= height) height = measured.height + 1;
      if (nodes > limits.nodes) throw new LimitError(`more than ${limits.nodes} nodes`);
    }
    const result = { nodes, height };
    seen.set(value, result);
    return result;
  };
  measure(document, 0);
};
