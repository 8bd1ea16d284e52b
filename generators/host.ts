import type { Answers } from '../src/answers/resolve.ts';

/** What a generator is run by: it asks, and it makes what was answered, in one action. */
export interface GeneratorHost {
  ask(): Promise<Answers>;
  /** Resolves with the exit code. */
  make(answers: Answers): Promise<number>;
}
