import type { Located } from '../../src/kit/index.ts';
import type { Event } from './events.ts';

/** A named step, where only its place and name matter. */
export interface Named extends Located {
  readonly name: string;
}

/** A build that leaves the pipeline: the push of an image, or else a deployment that builds what it brings. */
export interface Build extends Named {
  /** Whether parts of the pipeline cannot be seen, which may do what is lacking. */
  readonly partlySeen?: boolean;
  /** Whether an action that nobody here knows makes the list of its contents. */
  readonly listUnseen?: boolean;
  /** Why it has no list of its contents that is kept, in words. */
  readonly unlisted?: readonly string[];
  /** The list of its contents that the same run makes; null without one. */
  readonly contents: (Named & { readonly attached: boolean; readonly blocking: boolean }) | null;
  /** The signed statement of where it comes from; null without one. */
  readonly provenance: (Named & { readonly blocking: boolean }) | null;
}

export interface Credential extends Located {
  readonly provider: string;
  /** `service-role`: the service that runs the pipeline acts under a role of its own, and no key exists. */
  readonly kind: 'static' | 'short-lived' | 'service-role';
  readonly role: string | null;
  /** False where the job takes a role by its identity and may not ask for the token that proves it. */
  readonly mayProve?: boolean;
  readonly job: string;
  /** The stage that it opens; null when it opens none, or which cannot be told. */
  readonly stage: string | null;
}

export interface Deployment extends Located {
  readonly stage: string;
  readonly production: boolean;
  /** The file of the run that reaches it. */
  readonly workflow: string;
  readonly events: readonly Event[];
  /** Whether a change starts it, without a person. */
  readonly automatic: boolean;
  /** Started by a person while another one reaches the same stage by itself: a rollback, a repetition. */
  readonly extra: boolean;
  /** An environment that lives as long as a pull request or a branch does. */
  readonly preview: boolean;
  /** Branches other than the trunk whose push starts it, as they are written; `*` for any. Null when it cannot be told. */
  readonly branches: readonly string[] | null;
  /** Stages that the same run deploys before. */
  readonly after: readonly string[];
  /** What the host binds protection, credentials and the record of deployments to: its environment, or a stage of CodePipeline. */
  readonly environment: string | null;
  /** Whether nothing tells its stage: what its job or its place is called says only that it deploys. */
  readonly unnamed?: boolean;
  /** Whether deployments to the stage wait for each other: concurrency, `resource_group`, the execution mode QUEUED. */
  readonly serialized: boolean;
  /** Whether a newer run may cut it off or take its place: `cancel-in-progress`, `interruptible`, SUPERSEDED. */
  readonly cancellable: boolean;
  /** What holds it until something is true: an approval, an alarm, an entry condition of a stage. */
  readonly gates: readonly ('approval' | 'alarm' | 'condition')[];
  /** Whether tests run against what was deployed, before any later stage. */
  readonly tested: boolean;
  readonly artifact: Artifact;
  /** Whether the person who starts it says which version it brings. */
  readonly takesVersion: boolean;
  /** Whether it undoes a release with the tool that made it, such as `helm rollback`. */
  readonly undoes: boolean;
  /** Steps of the job that deploys that build what it brings, and steps of jobs before it, or of other stages, that build the same. */
  readonly builds: readonly Named[];
  readonly otherBuilds: readonly Named[];
  /** The step before it that proves where the artifact comes from. */
  readonly verified: Named | null;
  /** What it lacks to be guarded, and to be measured, in words. */
  readonly unguarded?: readonly string[];
  readonly unmeasured?: readonly string[];
  /** The step that tells others of it. */
  readonly recorded: DeploymentRecord | null;
}

/** What a deployment tells those who count deployments. */
export interface DeploymentRecord extends Named {
  /** Whether it tells of a failed deployment too. */
  readonly onFailure: boolean;
  /** What it tells; null when a vendor's tool decides. */
  readonly facts: readonly Fact[] | null;
}

export type Fact = 'service' | 'environment' | 'version' | 'commit' | 'commit-time' | 'outcome' | 'cause';

/** What a deployment brings. `moving` is a name whose content changes; `content` is hashed by the deploying tool itself. */
export interface Artifact {
  readonly kind: 'digest' | 'commit' | 'version' | 'content' | 'moving' | 'unknown';
  readonly value: string;
}

/** A way for a person to put an earlier version back. */
export interface Rollback extends Named {
  readonly stages: readonly string[];
  readonly production: boolean;
  /** `run`: the pipeline does it; `host`: a button or command of the host for every deployment that it recorded. */
  readonly by: 'run' | 'host';
}
