import type { JudgedOutcome } from '../kit/index.ts';
import type { Severity } from '../catalog/types.ts';
import type { Coverage } from './documents.ts';

/** What became of a rule for one thing it judged. Only `pass` counts as pass. */
export type Outcome = JudgedOutcome | 'waived' | 'baselined' | 'error';

/** A place in a repository. Lines and columns are 1-based, the end column is exclusive; passes carry them only when they cost nothing. */
export interface Location {
  readonly path: string;
  readonly line?: number;
  readonly column?: number;
  readonly endLine?: number;
  readonly endColumn?: number;
  readonly pointer?: string;
  /** Lines around the place, for formats that show them; never of a rule whose findings hold secrets. */
  readonly excerpt?: Excerpt;
}

/** Lines of a file, cut to a length that can be shown. */
export interface Excerpt {
  /** 1-based number of the first line. */
  readonly start: number;
  readonly lines: readonly string[];
}

export interface Finding {
  readonly rule: string;
  readonly outcome: Outcome;
  readonly severity: Severity;
  readonly tier: 1 | 2 | 3;
  readonly message: string;
  /** How to mend it; null where nothing is to be mended. */
  readonly remediation: string | null;
  /** The most telling place first; empty when the thing is missing altogether. */
  readonly locations: readonly Location[];
  /** Stable while the same thing is wrong in the same way, wherever its lines move. */
  readonly fingerprint: string;
}

export interface Summary {
  readonly pass: number;
  readonly fail: number;
  readonly notApplicable: number;
  readonly unknown: number;
  readonly waived: number;
  readonly baselined: number;
  readonly error: number;
}

export interface RepositoryReport {
  readonly path: string;
  readonly commit: string | null;
  readonly service: { readonly name: string | null; readonly tier: number; readonly templates: readonly string[] };
  readonly summary: Summary;
  readonly findings: readonly Finding[];
  readonly coverage: Coverage;
}

/** The document of `audit --format json`. */
export interface Report {
  readonly schemaVersion: 1;
  readonly tool: { readonly name: string; readonly version: string };
  readonly standard: { readonly version: string; readonly digest: string };
  readonly repositories: readonly RepositoryReport[];
}
