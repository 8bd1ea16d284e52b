import { folderOf, isMapping, joinPath } from '../../src/kit/index.ts';
import type { RepositoryView } from '../../src/kit/index.ts';
import type { Dangling } from './model.ts';
import { child, children, placeOf } from './values.ts';
import type { Spot } from './values.ts';

/** What a reference leads to: a place, nothing, or something that cannot be seen from here. */
type Target = Spot | 'nothing' | 'unseen';

const hopsAtMost = 20;

/** Follows `$ref` within a file and into other files of the repository. */
export class References {
  readonly #view: RepositoryView;
  /** Files that references of other files lead to. */
  readonly reached = new Set<string>();

  constructor(view: RepositoryView) {
    this.#view = view;
  }

  /** The value that stands for the spot once its references are followed; the spot itself when they lead nowhere. */
  follow(spot: Spot): Spot {
    let current = spot;
    for (let hops = 0; hops < hopsAtMost; hops += 1) {
      const reference = referenceOf(current.value);
      if (reference === undefined) return current;
      const target = this.#target(reference, current.path);
      if (typeof target === 'string') return spot;
      current = target;
    }
    return spot;
  }

  /** The child, with its references followed. */
  at(spot: Spot, ...keys: readonly (string | number)[]): Spot {
    return keys.reduce<Spot>((current, key) => this.follow(child(current, key)), spot);
  }

  /** References of the document, and of what it refers to, that lead nowhere or out of sight. */
  check(document: Spot): { readonly dangling: readonly Dangling[]; readonly unseen: number } {
    const dangling: Dangling[] = [];
    let unseen = 0;
    const visited = new Set<unknown>();
    const open: Spot[] = [document];
    for (let spot = open.pop(); spot !== undefined; spot = open.pop()) {
      if (typeof spot.value !== 'object' || spot.value === null || visited.has(spot.value)) continue;
      visited.add(spot.value);
      const reference = referenceOf(spot.value);
      const target = reference === undefined ? undefined : this.#target(reference, spot.path);
      if (target === 'unseen') unseen += 1;
      else if (target === 'nothing') dangling.push({ reference: reference ?? '', at: placeOf(child(spot, '$ref')) });
      else if (target !== undefined) open.push(target);
      for (const [key, value] of children(spot)) if (!isData(key, spot)) open.push(value);
    }
    return { dangling, unseen };
  }

  #target(reference: string, from: string): Target {
    const [file = '', fragment = ''] = reference.split('#', 2);
    if (/^[a-z][a-z0-9+.-]*:/i.test(file)) return 'unseen';
    const path = file === '' ? from : joinPath(folderOf(from), file);
    if (path === undefined) return 'unseen';
    if (path !== from) this.reached.add(path);
    const document = this.#view.yaml(path)?.[0];
    if (document === undefined) {
      if (!this.#view.has(path)) return 'nothing';
      // A description or a sample of code may stand in a file of its own.
      return /\.(?:ya?ml|json)$/i.test(path) ? 'unseen' : { value: undefined, path, keys: [] };
    }
    const root: Spot = { value: document, path, keys: [] };
    if (fragment === '' || fragment === '/') return root;
    // A fragment without a slash is an anchor: a matter of JSON Schema that this reader does not follow.
    if (!fragment.startsWith('/')) return 'unseen';
    const found = fragment
      .slice(1)
      .split('/')
      .reduce<Spot>((spot, key) => child(spot, decoded(key)), root);
    return found.value === undefined ? 'nothing' : found;
  }
}

const referenceOf = (value: unknown): string | undefined => {
  const reference = isMapping(value) && Object.hasOwn(value, '$ref') ? value['$ref'] : undefined;
  return typeof reference === 'string' ? reference : undefined;
};

/**
 * Examples, defaults and extensions are data: what looks like a reference in them is none of the contract. But a property may have
 * one of these names.
 */
const isData = (key: string, { keys }: Spot): boolean =>
  (['example', 'examples', 'default', 'enum', 'const'].includes(key) || key.startsWith('x-')) &&
  keys.at(-1) !== 'properties';

const decoded = (key: string): string => {
  try {
    return decodeURIComponent(key).replaceAll('~1', '/').replaceAll('~0', '~');
  } catch {
    return key;
  }
};
