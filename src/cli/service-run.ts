import type { Answers, Sources } from '../answers/resolve.ts';
import type { ShippedStandard } from '../catalog/shipped.ts';
import type { MakeOptions } from '../commands/make.ts';
import type { Prepared } from '../commands/prepare.ts';
import type { ConflictPolicy } from '../plan/decide.ts';
import type { AnswerArguments } from './answer-options.ts';
import type { Terminal } from './terminal.ts';

export type OnConflict = ConflictPolicy | 'ask';

/** One run of `create` or `add`: how it asks, and how it makes what was answered. */
export interface ServiceRun {
  readonly generator: 'service' | 'component';
  readonly shipped: ShippedStandard;
  readonly args: AnswerArguments;
  readonly sources: Sources;
  readonly terminal: Terminal;
  readonly onConflict: OnConflict;
  readonly json: boolean;
  readonly options: Omit<MakeOptions, 'place' | 'progress'>;
  /** Settles answers, renders and looks at the target. */
  prepare(prompted: Answers): Promise<Prepared>;
  /** How the user reaches the service, and what it is called in what is shown. */
  place(prepared: Prepared): string;
}
