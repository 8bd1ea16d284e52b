import type { Located } from '../../src/kit/index.ts';
import type { Build, Ecosystem, InfrastructureRoot, TypeConfig } from './surroundings.ts';

export type { Build, Ecosystem, InfrastructureRoot, TypeConfig, UpdateBot } from './surroundings.ts';

/** What starts a run. `untrusted` runs with the trust of the trunk on behalf of anyone, such as GitHub's pull_request_target. */
export type Event =
  | 'pull-request'
  | 'trunk'
  | 'branch'
  | 'tag'
  | 'release'
  | 'schedule'
  | 'manual'
  | 'call'
  | 'untrusted'
  | 'other';

/** What a step is there for, whichever tool does it. */
export type Act =
  | 'assume-role'
  | 'attest'
  | 'audit-standard'
  | 'build'
  | 'build-image'
  | 'checkout'
  | 'compare-contract'
  | 'deploy'
  | 'format'
  | 'install'
  | 'lint'
  | 'lint-contract'
  | 'lint-workflows'
  | 'notify'
  | 'notify-failure'
  | 'plan'
  | 'push-image'
  | 'record-deployment'
  | 'report'
  | 'sast'
  | 'sbom'
  | 'scan-dependencies'
  | 'scan-image'
  | 'scan-secrets'
  | 'setup-runtime'
  | 'smoke'
  | 'synth'
  | 'test'
  | 'typecheck'
  | 'verify-provenance';

export interface Trigger extends Located {
  readonly event: Event;
  /** As the dialect calls it, such as `pull_request`. */
  readonly name: string;
  /** Empty: every branch. */
  readonly branches: readonly string[];
  /** Empty: every path. */
  readonly paths: readonly string[];
}

export interface Permissions extends Located {
  /** Whether the file says anything; without it the host's default holds. */
  readonly declared: boolean;
  /** `write` for every scope at once. */
  readonly all: boolean;
  /** Scopes that may be written. */
  readonly writes: readonly string[];
}

/** How dependencies are installed. */
export interface Install {
  readonly ecosystem: string;
  /** Whether the command refuses to resolve anything anew. */
  readonly frozen: boolean;
  readonly directory: string;
  readonly lockFile: string | null;
}

/** The runtime that a step sets up. */
export interface Runtime {
  readonly name: string;
  readonly source: 'file' | 'literal' | 'default';
  readonly file: string | null;
  /** As the file or the step says it; null when it cannot be told. */
  readonly version: string | null;
  readonly major: number | null;
}

export interface Step extends Located {
  readonly name: string;
  readonly does: readonly Act[];
  /** What can start it, through whichever workflow. */
  readonly events: readonly Event[];
  /** Whether its failure fails the run. */
  readonly blocking: boolean;
  /** Folder that it works in; empty for the root of the repository. */
  readonly directory: string;
  readonly install: Install | null;
  readonly runtime: Runtime | null;
  /** Test files below its folder, for a step that tests. */
  readonly testFiles: number | null;
  /** Whether findings of a code scan fail the run, for a step that scans code. */
  readonly gated: boolean | null;
  /** Whether the list of contents is kept with the artifact, for a step that makes one. */
  readonly attached: boolean | null;
  /** Expressions that put what anyone may write into a program text. */
  readonly injections: readonly string[];
  /** Whether it brings code of a pull request onto the runner. */
  readonly fetchesUntrusted: boolean;
}

export interface Job extends Located {
  readonly id: string;
  /** Names under which the host reports it for pull requests; `*` stands for a part that a matrix fills in. */
  readonly checks: readonly string[];
  readonly events: readonly Event[];
  /** Null for the host's default, which is hours. Not meant for a job that only calls others. */
  readonly timeoutMinutes: number | null;
  /** What happens to a run that a newer one supersedes. */
  readonly superseded: 'cancelled' | 'queued' | 'runs-on';
  readonly permissions: Permissions;
  /** Whether it may ask for a token that proves who it is to others. */
  readonly identityToken: boolean;
  /** Whether a step needs that token: `yes`, `no`, or `unknown` when a step is not known to us. */
  readonly needsIdentity: 'yes' | 'no' | 'unknown';
  readonly selfHosted: boolean;
  readonly inheritsSecrets: boolean;
  readonly deploys: boolean;
  /** What it calls instead of having steps. */
  readonly calls: string | null;
  readonly steps: readonly Step[];
}

export interface Workflow extends Located {
  readonly name: string;
  readonly triggers: readonly Trigger[];
  readonly permissions: Permissions;
  readonly jobs: readonly Job[];
  /** Everything that a run does, what it calls included. */
  readonly does: readonly Act[];
}

/** Code of others that the pipeline runs. */
export interface Reference extends Located {
  readonly kind: 'action' | 'workflow' | 'image';
  readonly name: string;
  readonly ref: string;
  /** Whether the ref is a full hash, which nobody can move. */
  readonly pinned: boolean;
  /** The version that a comment gives; null without one. An image by digest needs none. */
  readonly version: string | null;
}

export interface Credential extends Located {
  readonly provider: string;
  readonly kind: 'static' | 'short-lived';
  readonly role: string | null;
  readonly job: string;
  /** The stage that it opens; null when it opens none, or which cannot be told. */
  readonly stage: string | null;
}

export interface Deployment extends Located {
  readonly stage: string;
  readonly production: boolean;
  readonly workflow: string;
  /** Whether a change starts it, without a person. */
  readonly automatic: boolean;
  /** Started by a person while another one reaches the same stage by itself: a rollback, a repetition. */
  readonly extra: boolean;
  /** Stages that the same run deploys before. */
  readonly after: readonly string[];
  readonly environment: string | null;
  /** Whether deployments to the stage wait for each other. */
  readonly serialized: boolean;
  /** Whether a newer run may cut it off. */
  readonly cancellable: boolean;
  /** Whether tests run against what was deployed, before any later stage. */
  readonly tested: boolean;
  readonly artifact: Artifact;
}

/** What a deployment brings. `moving` is a name whose content changes; `content` is hashed by the deploying tool itself. */
export interface Artifact {
  readonly kind: 'digest' | 'commit' | 'version' | 'content' | 'moving' | 'unknown';
  readonly value: string;
}

export interface Protection extends Located {
  readonly name: string;
  readonly enforced: boolean;
  readonly protectsTrunk: boolean;
  readonly pullRequest: boolean;
  readonly approvals: number;
  readonly codeOwnerReview: boolean;
  readonly requiredChecks: readonly { readonly name: string; readonly exists: boolean }[];
  readonly blocksForcePush: boolean;
  readonly blocksDeletion: boolean;
}

/** Something that has to be scanned for known vulnerabilities. */
export interface ScanTarget extends Located {
  readonly target: 'dependencies' | 'image';
  readonly scans: readonly { readonly blocking: boolean; readonly events: readonly Event[] }[];
}

/** How a repository gets from a change to production, whichever dialect says it. */
export interface Pipeline {
  /** Branch that is delivered; null when it cannot be told. */
  readonly trunk: string | null;
  readonly workflows: readonly Workflow[];
  readonly references: readonly Reference[];
  readonly credentials: readonly Credential[];
  readonly deployments: readonly Deployment[];
  readonly protections: readonly Protection[];
  readonly ecosystems: readonly Ecosystem[];
  readonly typeConfigs: readonly TypeConfig[];
  readonly infrastructure: readonly InfrastructureRoot[];
  readonly scanTargets: readonly ScanTarget[];
  readonly builds: readonly Build[];
}

export const emptyModel: Pipeline = {
  trunk: null,
  workflows: [],
  references: [],
  credentials: [],
  deployments: [],
  protections: [],
  ecosystems: [],
  typeConfigs: [],
  infrastructure: [],
  scanTargets: [],
  builds: [],
};

/** Every step of every workflow. */
export const stepsOf = (pipeline: Pipeline): readonly Step[] =>
  pipeline.workflows.flatMap((workflow) => workflow.jobs.flatMap((job) => job.steps));

/** Whether a stage of this name serves customers. */
export const isProduction = (stage: string): boolean =>
  /^(?:prod|prd|production|live)(?:$|[-_])|[-_](?:prod|production|live)$/i.test(stage);
