import type { At, Located, Mapping } from '../../../src/kit/index.ts';
import type { Kept, Trigger } from '../model.ts';

/** One entry of `commands`, where it stands. */
export interface RawCommand extends Located {
  readonly text: string;
  /** Whether the build goes on as if nothing were when it fails. */
  readonly tolerated: boolean;
  /** Whether it runs although a command before it failed. */
  readonly always: boolean;
}

/** A variable of a build; the value is null where a parameter or a secret holds it. */
export interface RawVariable extends Located {
  readonly name: string;
  readonly value: string | null;
}

export interface RawRuntime extends Located {
  /** As buildspecs call it, such as `nodejs`. */
  readonly name: string;
  readonly version: string;
  /** The buildspec, when it is a file of the repository. */
  readonly file: string | null;
}

/** What a build runs: a buildspec, or the commands of an action. */
export interface RawSpec extends Located {
  readonly commands: readonly RawCommand[];
  readonly runtimes: readonly RawRuntime[];
  readonly variables: readonly RawVariable[];
  readonly keeps: readonly Kept[];
  readonly cached: boolean;
}

/** The role that something runs under. */
export interface RawRole {
  readonly name: string | null;
  /** Whether it may do anything to everything; null when its policies cannot be seen. */
  readonly admin: boolean | null;
}

export interface RawImage extends Located {
  readonly name: string;
}

/** A build project of CodeBuild. */
export interface RawProject extends Located {
  readonly name: string;
  /** What others call it: its logical id and its own name. */
  readonly ids: readonly string[];
  /** The name under which the host of the repository reports it, where the project gives one. */
  readonly check: string | null;
  /** Null when it cannot be told. */
  readonly image: RawImage | null;
  readonly timeoutMinutes: number;
  readonly role: RawRole;
  /** Null when the buildspec cannot be seen. */
  readonly spec: RawSpec | null;
  readonly variables: readonly RawVariable[];
  /** What starts it without a pipeline. */
  readonly triggers: readonly Trigger[];
  /** Whether it builds the pull requests of strangers by itself, holds them until somebody agrees, or does not say. */
  readonly strangers: 'built' | 'held' | 'unsaid';
  /** Whether only one build of it runs at a time. */
  readonly single: boolean;
  readonly cached: boolean;
}

export interface RawAction extends Located {
  readonly name: string;
  readonly category: string;
  readonly provider: string;
  /** Actions of a stage with the same number run side by side. */
  readonly order: number;
  readonly config: Mapping;
  readonly role: string | null;
  /** Names of the artifacts that it takes. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** What it runs, for builds and commands. */
  readonly project: RawProject | null;
  readonly spec: RawSpec | null;
  readonly variables: readonly RawVariable[];
}

export interface RawStage extends Located {
  readonly name: string;
  readonly actions: readonly RawAction[];
  /** What has to hold before it is entered. */
  readonly entry: readonly ('alarm' | 'condition')[];
  /** What has to hold after it, before the next one is entered. */
  readonly exit: readonly ('alarm' | 'condition')[];
  /** Whether a person has to open the way into it for every run. */
  readonly closed: boolean;
}

export type Mode = 'superseded' | 'queued' | 'parallel' | 'unknown';

/** A pipeline of CodePipeline, whichever form it is written in. */
export interface RawPipeline extends Located {
  readonly name: string;
  readonly ids: readonly string[];
  readonly mode: Mode;
  /** Whether a stage can be put back to what it had before: pipelines of type V2. */
  readonly restorable: boolean;
  readonly triggers: readonly Trigger[];
  readonly role: RawRole;
  readonly stages: readonly RawStage[];
  /** Values that a start may be given, by name. */
  readonly variables: readonly string[];
  /** False when some of its stages or actions cannot be told: then nothing is said of what it deploys. */
  readonly complete: boolean;
}

/** Something that is told of runs: `pipeline` and `build` tell people of failures, `record` keeps what became of every run. */
export interface RawNotice extends Located {
  readonly of: 'pipeline' | 'build' | 'record';
  readonly name: string;
  /** What it watches, as it is written; null for everything, or when that cannot be told. */
  readonly source: string | null;
}

/** What a template or a program defines. */
export interface Raw {
  readonly pipelines: readonly RawPipeline[];
  readonly projects: readonly RawProject[];
  readonly notices: readonly RawNotice[];
}

/** Where something stands below a place; keys are those of the data. */
export type Place = (...keys: readonly (string | number)[]) => At;
