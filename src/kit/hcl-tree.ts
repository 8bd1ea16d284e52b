import type { At, Located } from './at.ts';

/** An expression of HCL as it is written, nothing of it computed. */
export type HclExpression = Located &
  (
    | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
    /** A quoted text or heredoc with interpolations; escapes and indentation are resolved. */
    | { readonly kind: 'template'; readonly parts: readonly (string | HclExpression)[] }
    | { readonly kind: 'list'; readonly items: readonly HclExpression[] }
    | { readonly kind: 'object'; readonly entries: readonly HclEntry[] }
    /** What a reference begins with: `var`, `each`, a type of resource. */
    | { readonly kind: 'name'; readonly name: string }
    | { readonly kind: 'attribute'; readonly of: HclExpression; readonly name: string }
    | { readonly kind: 'index'; readonly of: HclExpression; readonly key: HclExpression }
    /** `a[*].b`; `each` is what is taken of each item, which is the name `*` in it. */
    | { readonly kind: 'splat'; readonly of: HclExpression; readonly each: HclExpression }
    /** `spread`: the last argument stands for several (`...`). */
    | {
        readonly kind: 'call';
        readonly name: string;
        readonly args: readonly HclExpression[];
        readonly spread: boolean;
      }
    | {
        readonly kind: 'conditional';
        readonly test: HclExpression;
        readonly yes: HclExpression;
        readonly no: HclExpression;
      }
    | { readonly kind: 'operation'; readonly operator: string; readonly operands: readonly HclExpression[] }
    | HclFor
    /** Valid, but of no use here, such as a loop in a template. */
    | { readonly kind: 'unknown' }
  );

/** `[for k, v in x : result if condition]`, or with `key` an object of them. */
export interface HclFor {
  readonly kind: 'for';
  /** One name, or two of which the first is the key. */
  readonly names: readonly string[];
  readonly over: HclExpression;
  readonly key: HclExpression | null;
  readonly result: HclExpression;
  readonly condition: HclExpression | null;
  /** Whether results of the same key are collected (`...`). */
  readonly grouped: boolean;
}

export interface HclEntry {
  readonly key: HclExpression;
  readonly value: HclExpression;
}

export interface HclAttribute extends Located {
  readonly name: string;
  readonly value: HclExpression;
}

export interface HclBlock extends Located {
  readonly type: string;
  readonly labels: readonly string[];
  readonly body: HclBody;
}

/** A file, or what is between the braces of a block, in the order of the source. */
export interface HclBody extends Located {
  readonly attributes: readonly HclAttribute[];
  readonly blocks: readonly HclBlock[];
}

/** What one file may ask for at most. */
export const hclLimits = { characters: 1_000_000, nodes: 100_000, depth: 100 } as const;

/** An error at a place of a file, in the words of the coverage. */
export const hclError = ({ line, column, pointer }: At, what: string): Error =>
  new Error(line === undefined ? `${pointer || '/'}: ${what}` : `line ${line}, column ${column ?? 1}: ${what}`);

/** Counts what is made of a file, so that a hostile one ends early. */
export interface HclBudget {
  /** Throws when the node at this place is one too many or stands too deep. */
  spend(at: At, depth: number): void;
}

export const hclBudget = (): HclBudget => {
  let nodes = 0;
  return {
    spend: (at, depth) => {
      nodes += 1;
      if (nodes > hclLimits.nodes) throw hclError(at, `more than ${hclLimits.nodes} expressions`);
      if (depth > hclLimits.depth) throw hclError(at, `nested deeper than ${hclLimits.depth} levels`);
    },
  };
};
