import table from './aws-services.json' with { type: 'json' };
import type { Use } from './guards.ts';

/** What is known of a service, a runtime or a tool; the days as the provider announced them. */
export interface Status {
  /** Such as `AWS Proton`. */
  readonly what: string;
  /** From this day on nobody can begin to use it. */
  readonly closed?: string;
  /** From this day on it gets repairs of security at most. */
  readonly maintenance?: string;
  /** From this day on it is not there any more, or gets no repairs. */
  readonly ended?: string;
  readonly instead: string;
  readonly source: string;
}

type Entry = Status & { readonly [Kind in Use['kind']]?: readonly string[] };

const entries: readonly Entry[] = table.entries;

/** The day on which the table was last compared with its sources. */
export const asOf: string = table.asOf;

/** What the table says of something that is used; undefined for all that lives. */
export const statusOf = ({ kind, name }: Use): Status | undefined =>
  entries.find((entry) => entry[kind]?.some((pattern) => matches(pattern, name)));

const matches = (pattern: string, name: string): boolean =>
  pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
