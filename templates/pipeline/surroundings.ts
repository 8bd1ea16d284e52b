import type { Located } from '../../src/kit/index.ts';

/** Dependencies of one sort in one folder, and the bot that keeps them fresh. */
export interface Ecosystem extends Located {
  readonly name: string;
  readonly directory: string;
  readonly bot: UpdateBot | null;
}

export interface UpdateBot extends Located {
  readonly name: string;
  /** Days that a release must be old; null when none are said. */
  readonly cooldownDays: number | null;
  readonly grouped: boolean;
  /** Whether parts of its configuration lie outside the repository. */
  readonly remote: boolean;
}

export interface TypeConfig extends Located {
  readonly directory: string;
  /** Null when a base outside the repository decides. */
  readonly strict: boolean | null;
}

/** A root of infrastructure as code, and which of its checks a pull request has to pass. */
export interface InfrastructureRoot extends Located {
  readonly tool: string;
  readonly directory: string;
  readonly lints: boolean;
  readonly tests: boolean;
  readonly synthesizes: boolean;
}

/** A build that leaves the pipeline: the push of an image, or else a deployment that builds what it brings. */
export interface Build extends Located {
  readonly name: string;
  /** The list of its contents that the same run makes; null without one. */
  readonly contents: { readonly name: string; readonly attached: boolean; readonly blocking: boolean } | null;
}
