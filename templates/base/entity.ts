import type { At } from '../../src/kit/index.ts';

/** An entity as a catalogue knows it, with its place. */
export interface Entity {
  readonly kind: string;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly spec: Readonly<Record<string, unknown>>;
  /** Of its `spec`. */
  readonly at: At;
}
