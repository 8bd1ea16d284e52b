import type { Located } from '../../src/kit/index.ts';
import type { Event } from './events.ts';

/** Dependencies of one sort in one folder, and the bot that keeps them fresh. */
export interface Ecosystem extends Located {
  readonly name: string;
  readonly directory: string;
  readonly bot: UpdateBot | null;
}

export interface UpdateBot extends Located {
  readonly name: string;
  /** Days that a release must be old; null when some need not be. */
  readonly cooldownDays: number | null;
  /** The sorts of releases that are taken at once, where only some are. */
  readonly atOnce?: readonly string[];
  readonly grouped: boolean;
  /** Whether parts of its configuration lie outside the repository. */
  readonly remote: boolean;
  /** Why it changes nothing although it is configured. */
  readonly idle?: string;
}

/** A file that names the packages of others that a project is made of. */
export interface Manifest extends Located {
  /** Such as `npm` or `pip`, as update bots call them. */
  readonly ecosystem: string;
  /** What resolves it: `npm`, `pnpm`, `yarn`, `uv`, `poetry`, `pip`, `go`, `maven`, `gradle`, … */
  readonly manager: string;
  readonly directory: string;
  /** What messages call it: its folder, or its file where a folder has several of the sort. */
  readonly place: string;
  readonly dependencies: number;
  /** Whether others install it: then their lock file counts, not its own. */
  readonly library: boolean;
  /** The lock file, or what stands for one, such as hashed requirements; null without. */
  readonly lock: Lock | null;
  /** What it leaves to the day of the build where no lock file says more: open ranges, snapshots, missing hashes. */
  readonly open: readonly Requirement[];
  /** Whether its manager keeps lock files; Maven does not. */
  readonly lockable: boolean;
  /** Steps that install it. */
  readonly installs: readonly Installation[];
  /** Lines of Dockerfiles that install it and may resolve it anew. */
  readonly images?: readonly ImageInstall[];
}

/** An installation on the way of an image's build that may resolve anything anew. */
export interface ImageInstall extends Installation {
  readonly ecosystem: string;
  readonly directory: string;
  readonly lockFile: string | null;
}

export interface Installation extends Located {
  readonly name: string;
  /** Whether it refuses to resolve anything anew. */
  readonly frozen: boolean;
}

export interface Lock extends Located {
  /** Whether it could be compared with the manifest. */
  readonly compared: boolean;
  /** What the manifest asks for and the lock file does not have. */
  readonly lacks: readonly Requirement[];
  /** The same as texts, such as `left-pad ^1.3.0`. */
  readonly missing: readonly string[];
}

export interface Requirement extends Located {
  readonly name: string;
  readonly range: string;
}

/** A place that says which version of a runtime a folder uses. */
export interface Toolchain extends Located {
  /** `node`, `python`, `java`, `go`, … */
  readonly name: string;
  readonly directory: string;
  /** As it is written; an open range has no single version. */
  readonly version: string;
  /** Such as `24` of Node.js, and `3.14` where a runtime is supported by the minor version. */
  readonly cycle: string | null;
  readonly range: boolean;
}

export interface TypeConfig extends Located {
  readonly directory: string;
  /** Null when a base outside the repository decides. */
  readonly strict: boolean | null;
  /** What `strict` turns on, and the configuration or a base of it turns off again. */
  readonly loosened?: readonly string[];
}

/** The least share of the code that tests have to reach, as the configuration of a runner demands it. */
export interface CoverageThreshold extends Located {
  readonly tool: string;
  readonly directory: string;
  /** The lowest of those that are demanded of lines, statements or instructions; null when it cannot be told. */
  readonly percent: number | null;
  /** Whether it counts only for a step that names its file, since no runner takes a file of that name by itself. */
  readonly named?: boolean;
}

/** A root of infrastructure as code, and which of its checks a pull request has to pass. */
export interface InfrastructureRoot extends Located {
  readonly tool: string;
  readonly directory: string;
  /** Checks that no pull request has to pass, in words. */
  readonly unchecked?: readonly string[];
  /** The folder as it is said. */
  readonly place?: string;
  readonly lints: boolean;
  readonly tests: boolean;
  readonly synthesizes: boolean;
  /** Whether parts of the pipeline cannot be seen, which may do what is lacking. */
  readonly partlySeen?: boolean;
}

/** Something that has to be scanned for known vulnerabilities. */
export interface ScanTarget extends Located {
  readonly target: 'dependencies' | 'image';
  /** Whether parts of the pipeline cannot be seen, which may scan it. */
  readonly partlySeen?: boolean;
  readonly scans: readonly {
    readonly blocking: boolean;
    readonly events: readonly string[];
    /** Whether policies of the host decide on what it finds, which cannot be seen. */
    readonly reportsToHost: boolean;
  }[];
}

/** A pipeline of a tool that is not read here, or a part of one that stands elsewhere; what it does cannot be seen. */
export interface Unread extends Located {
  /** The tool, or what the part is called. */
  readonly tool: string;
  /** The events that start it, where they are known. */
  readonly events?: readonly Event[];
}

/** The runtime that a step sets up, or that a job runs in. */
export interface Runtime extends Located {
  readonly name: string;
  /** `image`: the container of the job brings it. `declared`: said where the dialect cannot read a file, as in a buildspec. */
  readonly source: 'file' | 'literal' | 'default' | 'image' | 'matrix' | 'declared';
  readonly file: string | null;
  /** As the file or the step says it; null when it cannot be told. */
  readonly version: string | null;
  readonly major: number | null;
  /** Such as `24` of Node.js, and `3.14` where a runtime is supported by the minor version. */
  readonly cycle: string | null;
  /** Whether the bytes are fixed: an image by digest. */
  readonly pinned: boolean;
}
