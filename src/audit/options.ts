import type { Standard, Units } from '../catalog/types.ts';
import type { Calendar } from '../kit/index.ts';
import type { BaselineEntry } from './baseline-file.ts';
import type { Preset } from './preset.ts';

export interface AuditOptions {
  readonly standard: Standard;
  readonly units: Units;
  /** Overrides the tier that the repository declares. */
  readonly tier?: 1 | 2 | 3;
  /** Only these rules. */
  readonly rules?: readonly string[];
  /** How the report names the repository. */
  readonly path: string;
  readonly commit?: string;
  /** The day of the audit, such as `2026-11-25` (UTC). */
  readonly today: string;
  /** The same day, where the caller wants to know until when the verdict holds. */
  readonly calendar?: Calendar;
  /** Whether failing findings bring lines of the files that they point into. */
  readonly excerpts?: boolean;
  /** Whether findings that nobody has to mend get lines and columns too. */
  readonly everyPlace?: boolean;
  /** What the organisation sets for all of its repositories. */
  readonly preset?: Preset;
  /** The findings of this repository that stood when the standard was taken up, by folder of the service; or all that there are. */
  readonly baseline?: Readonly<Record<string, readonly BaselineEntry[]>> | 'everything';
}
