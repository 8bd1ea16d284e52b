import type { Example, Rule } from '../catalog/types.ts';
import type { Here } from '../commands/explain-here.ts';

/** Everything that is to be told of a rule. */
export interface Explained {
  readonly rule: Rule;
  /** The preset that sets its severity or tier, where one does. */
  readonly setBy?: string;
  readonly choices: readonly { readonly name: string; readonly title: string; readonly default: unknown }[];
  /** The dialect of the examples; null where the kind has none. */
  readonly dialect: string | null;
  readonly examples: { readonly pass: readonly Example[]; readonly fail: readonly Example[] };
  /** Why the rule finds nothing to judge in a dialect that the repository uses. */
  readonly notRead: Readonly<Record<string, string>>;
  /** The repository that the user stands in; null outside of any. */
  readonly here: Here | null;
}

/** How the rule comes out for one service, as text. */
export interface Verdict {
  readonly title: string;
  readonly text: string;
}
