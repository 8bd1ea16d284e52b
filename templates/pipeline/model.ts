import type { Located } from '../../src/kit/index.ts';
import type { Act } from './acts.ts';
import type { Build, Credential, Deployment, Fact, Rollback } from './delivery.ts';
import type { Event } from './events.ts';
import type { Protection, Reference } from './trust.ts';
import type {
  CoverageThreshold,
  Ecosystem,
  InfrastructureRoot,
  Manifest,
  Runtime,
  ScanTarget,
  Toolchain,
  TypeConfig,
  Unread,
} from './surroundings.ts';

export type { Act } from './acts.ts';
export type { Artifact, Build, Credential, Deployment, DeploymentRecord, Fact, Named, Rollback } from './delivery.ts';
export type { Event } from './events.ts';
export type { Protection, Reference } from './trust.ts';
export type {
  CoverageThreshold,
  Ecosystem,
  ImageInstall,
  InfrastructureRoot,
  Installation,
  Lock,
  Manifest,
  Requirement,
  Runtime,
  ScanTarget,
  Toolchain,
  TypeConfig,
  Unread,
  UpdateBot,
} from './surroundings.ts';

export interface Trigger extends Located {
  readonly event: Event;
  /** As the dialect calls it, such as `pull_request`. */
  readonly name: string;
  /** Empty: every branch. */
  readonly branches: readonly string[];
  /** Empty: every path; one with `!` in front is left out. */
  readonly paths: readonly string[];
  /** Whether the change is looked for from time to time, instead of being told. */
  readonly polls: boolean;
}

export interface Permissions extends Located {
  /** Whether the file says anything; without it the host's default holds. Null when it is said outside of the repository. */
  readonly declared: boolean | null;
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
  /** As it was called. */
  readonly command: string;
}

/** Something that a run keeps beyond its end, where people find it: an artifact, a report of the host. */
export interface Kept extends Located {
  readonly what: 'test-results' | 'coverage' | 'contents' | 'other';
  readonly path: string;
  /** Whether it is kept when the step before failed: a report is needed most when tests are red. */
  readonly onFailure: boolean;
}

export interface ProjectPart {
  readonly directory: string;
  readonly does: readonly Act[];
  readonly below: readonly Act[];
  /** What it does in some folder below, which only the run knows. */
  readonly somewhere?: readonly Act[];
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
  /** What it does in which folder, for a step that works in several; `below`: what it does in all folders below too. */
  readonly projects: readonly ProjectPart[];
  readonly install: Install | null;
  readonly runtime: Runtime | null;
  /** Test files below its folder, for a step that tests. */
  readonly testFiles: number | null;
  /** The share of the code that its command demands of tests, in percent. */
  readonly coverage: number | null;
  /** Whether a program of its own demands some, and how much cannot be told. */
  readonly coverageOpen?: boolean;
  /** The configurations that its commands name for the runner of tests. */
  readonly configurations?: readonly string[];
  /** Whether it runs although a step before it failed. */
  readonly always: boolean;
  /** Whether findings of a code scan fail the run, for a step that scans code. */
  readonly gated: boolean | null;
  /** Whether what it finds goes to the host, whose policies decide and cannot be seen: GitLab's reports of scans. */
  readonly reportsToHost?: boolean;
  /** Whether the list of contents is kept with the artifact, for a step that makes one. */
  readonly attached: boolean | null;
  /** Expressions that put what anyone may write into a program text. */
  readonly injections: readonly string[];
  /** Whether it brings code of a pull request onto the runner. */
  readonly fetchesUntrusted: boolean;
  /** What a step that records a deployment tells; null for a vendor's tool and for any other step. */
  readonly facts: readonly Fact[] | null;
  /** Why it stops no change, in words. */
  readonly loose?: readonly string[];
  /** What it starts of the repository that cannot be followed, and so may check anything. */
  readonly hidden?: string;
  /** The same of what may deploy, by its name. */
  readonly hiddenDelivery?: string;
}

export interface Job extends Located {
  readonly id: string;
  /** Names under which the host reports it for pull requests; `*` stands for a part that a matrix fills in. */
  readonly checks: readonly string[];
  readonly events: readonly Event[];
  /** Jobs that have to be done before, by id; and whether it runs, too, when one of them failed. */
  readonly needs: readonly string[];
  readonly runsAnyway?: boolean;
  /** Null for the host's default, which is hours. Not meant for a job that only calls others. */
  readonly timeoutMinutes: number | null;
  /** What happens to a run that a newer one supersedes; `not-offered` where the host has nothing that ends it. */
  readonly superseded: 'cancelled' | 'queued' | 'runs-on' | 'not-offered';
  readonly permissions: Permissions;
  /** Whether it may ask for a token that proves who it is to others. */
  readonly identityToken: boolean;
  /** Whether a step needs that token: `yes`, `no`, or `unknown` when a step is not known to us. */
  readonly needsIdentity: 'yes' | 'no' | 'unknown';
  readonly selfHosted: boolean;
  readonly inheritsSecrets: boolean;
  /** Whether a person has to let each run through, as with a label. */
  readonly vetted: boolean;
  readonly deploys: boolean;
  /** What it calls instead of having steps. */
  readonly calls: string | null;
  /** The runtime of the image that it runs in. */
  readonly container: Runtime | null;
  /** Whether downloads of dependencies come from a cache. */
  readonly cached: boolean;
  readonly keeps: readonly Kept[];
  readonly steps: readonly Step[];
}

/** One definition of runs: a workflow, a `.gitlab-ci.yml`, a pipeline of CodePipeline. */
export interface Workflow extends Located {
  /** The folder of the dialect that it is written in. */
  readonly dialect: string;
  readonly name: string;
  readonly triggers: readonly Trigger[];
  readonly permissions: Permissions;
  readonly jobs: readonly Job[];
  /** Whether parts of the pipeline cannot be seen, which may do more. */
  readonly partlySeen?: boolean;
  /** What it grants to more jobs than need it, in words. */
  readonly excess?: readonly string[];
  /** Everything that a run does, what it calls included. */
  readonly does: readonly Act[];
}

/** How a repository gets from a change to production, whichever dialect says it. */
export interface Pipeline {
  /** Branch that is delivered; null when it cannot be told. */
  readonly trunk: string | null;
  /** Pipelines of tools that are not read, parts of others that stand elsewhere, and what checks start that cannot be followed. */
  readonly unread: readonly Unread[];
  /** Those of them that a pull request may start. */
  readonly unreadChecks: readonly Unread[];
  /** The same for deliveries: what may check a change delivers nothing. */
  readonly unreadDeliveries: readonly Unread[];
  /** Deployments whose job names no stage, so that nobody can tell whether they reach production. */
  readonly unnamedStages: readonly Deployment[];
  /** Workflows that a push to any branch starts: they check pull requests of the repository itself, and none of others. */
  readonly everyPush: readonly Workflow[];
  /** Where the host may scan the code by settings that no file shows, such as GitHub's default setup of CodeQL. */
  readonly hostScans: readonly Located[];
  readonly workflows: readonly Workflow[];
  readonly references: readonly Reference[];
  readonly credentials: readonly Credential[];
  readonly deployments: readonly Deployment[];
  readonly protections: readonly Protection[];
  readonly rollbacks: readonly Rollback[];
  readonly ecosystems: readonly Ecosystem[];
  readonly manifests: readonly Manifest[];
  readonly toolchains: readonly Toolchain[];
  readonly coverage: readonly CoverageThreshold[];
  readonly typeConfigs: readonly TypeConfig[];
  readonly infrastructure: readonly InfrastructureRoot[];
  readonly scanTargets: readonly ScanTarget[];
  readonly builds: readonly Build[];
  /** Runtimes that steps set up and jobs run in. */
  readonly runtimes: readonly Runtime[];
}

export const emptyModel: Pipeline = {
  trunk: null,
  unread: [],
  unreadChecks: [],
  unreadDeliveries: [],
  unnamedStages: [],
  everyPush: [],
  hostScans: [],
  workflows: [],
  references: [],
  credentials: [],
  deployments: [],
  protections: [],
  rollbacks: [],
  ecosystems: [],
  manifests: [],
  toolchains: [],
  coverage: [],
  typeConfigs: [],
  infrastructure: [],
  scanTargets: [],
  builds: [],
  runtimes: [],
};

/** Every step of every workflow. */
export const stepsOf = (pipeline: Pipeline): readonly Step[] =>
  pipeline.workflows.flatMap((workflow) => workflow.jobs.flatMap((job) => job.steps));
