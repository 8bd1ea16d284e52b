/**
 * A compiled template: what is left of a Handlebars syntax tree when everything that can be decided at build time is decided.
 * Plain JSON, so that a template set loads with one `JSON.parse` and renders without Handlebars.
 */
export type Program = readonly Node[];

export type Node =
  /** Literal text. */
  | string
  /** The value of an expression. */
  | { readonly v: Expression }
  /** `#if`: condition, then, else. `#unless` is compiled to the same with the branches swapped. */
  | { readonly i: Expression; readonly t: Program; readonly e?: Program }
  /** `#each`: list or object, body, else (nothing to iterate). */
  | { readonly l: Expression; readonly t: Program; readonly e?: Program }
  /** `#with`: value, body, else (no value). */
  | { readonly w: Expression; readonly t: Program; readonly e?: Program };

export type Expression =
  | { readonly k: string | number | boolean | null }
  /** A path: `u` scopes up, then the names. `this` is an empty list. */
  | { readonly p: readonly string[]; readonly u?: number; readonly at?: 'index' | 'first' | 'last' | 'key' }
  /** A helper call. */
  | { readonly h: string; readonly a: readonly Expression[] };
