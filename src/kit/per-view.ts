import type { RepositoryView } from './reader.ts';

/** Computes something of a repository when it is first asked for, and once: what looks at all paths must not do so per command. */
export const perView = <Value>(compute: (view: RepositoryView) => Value): ((view: RepositoryView) => Value) => {
  const known = new WeakMap<RepositoryView, { readonly value: Value }>();
  return (view) => {
    const found = known.get(view) ?? { value: compute(view) };
    known.set(view, found);
    return found.value;
  };
};
