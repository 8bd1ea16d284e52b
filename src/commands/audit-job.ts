import type { AuditOptions } from '../audit/options.ts';
import type { FailOn } from '../audit/verdict.ts';
import type { Standard } from '../catalog/types.ts';

/** One repository to audit; data alone, since it is sent to a worker. */
export interface AuditJob {
  /** The folder. */
  readonly root: string;
  /** What the command line and the settings say: everything of an audit but the standard. */
  readonly options: Omit<AuditOptions, 'standard' | 'units' | 'commit' | 'calendar'>;
  /** Where verdicts are kept, if anywhere, and whether one was looked for there already. */
  readonly store?: { readonly folder: string; readonly isMissed?: boolean };
}

/** In which form an audit is wanted by the command. */
export interface Wanted {
  readonly failOn: FailOn;
  /** Where nothing but JSON is printed, it is written where the audit is: bytes cost less to hand over than what they are made of. */
  readonly as: 'reports' | 'json';
}

/** A repository, by what it is judged, and how its verdict is wanted. */
export interface Asked {
  readonly job: AuditJob;
  readonly standard: Standard;
  readonly wanted: Wanted;
}
