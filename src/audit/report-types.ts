import type { JudgedOutcome } from '../kit/index.ts';
import type { Severity } from '../catalog/types.ts';
import type { BaselineEntry } from './baseline-file.ts';
import type { Coverage } from './documents.ts';
import type { Progress } from './steps.ts';

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
  /** What was judged, by the name that the rule gave it, such as `job build`. */
  readonly subject?: string;
  /** Of what is wrong: a digest of how, without the path; with rule and place it finds the finding again in a renamed file. */
  readonly evidence?: string;
  /** Of a waived finding: why it stands, who answers for it, and until when. */
  readonly waiver?: { readonly reason: string; readonly approver: string; readonly expires: string };
}

/** Something to know that is no finding, such as a waiver that ends soon. */
export interface Note {
  readonly message: string;
  readonly locations: readonly Location[];
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
  readonly service: {
    readonly name: string | null;
    readonly tier: number;
    readonly templates: readonly string[];
    /** Folder of the service in its repository; empty for the root. */
    readonly root: string;
  };
  readonly summary: Summary;
  readonly findings: readonly Finding[];
  readonly coverage: Coverage;
  /** How far the service is on the way to the standard; null when only some rules were judged. */
  readonly progress: Progress | null;
  readonly notes: readonly Note[];
  /** What of the baseline was not found again: `stale` is mended, of `kept` that cannot be told. Only with a baseline. */
  readonly baseline?: { readonly stale: readonly BaselineEntry[]; readonly kept: readonly BaselineEntry[] };
}

/** The document of `audit --format json`. */
export interface Report {
  readonly schemaVersion: 1;
  readonly tool: { readonly name: string; readonly version: string };
  readonly standard: { readonly version: string; readonly digest: string };
  /** The organisation's preset, where one was given. */
  readonly preset?: { readonly name: string; readonly digest: string };
  readonly repositories: readonly RepositoryReport[];
}
