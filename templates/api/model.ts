import type { Located } from '../../src/kit/index.ts';
import type { Contract, OtherContract } from './contract.ts';
import type { Known } from './known.ts';
import type { Program } from './program.ts';

export type {
  Answer,
  Contract,
  Dangling,
  Operation,
  OtherContract,
  Parameter,
  Requirement,
  Server,
} from './contract.ts';
export type { Known } from './known.ts';
export type {
  Client,
  Correlation,
  ErrorHandling,
  ErrorHandler,
  Metrics,
  Program,
  Reach,
  Retry,
  Route,
  ServerLimits,
  Setting,
  Stopping,
  Telemetry,
  Use,
} from './program.ts';
export { unseenProgram } from './program.ts';

/** An image that a stage starts from. */
export interface Base extends Located {
  readonly image: string;
  /** Whether a digest, an earlier stage or `scratch` fixes what it is; `unknown` where a build argument without a default decides. */
  readonly pinned: Known;
}

/** Something in an image definition that should not be there. */
export interface Flaw extends Located {
  readonly text: string;
}

/** How an image is made: a Dockerfile. */
export interface Container extends Located {
  readonly path: string;
  readonly bases: readonly Base[];
  readonly stages: number;
  /** Whether it runs anything to be made; one that only copies files in has nothing to leave behind. */
  readonly builds: boolean;
  /** The user of the final stage, build arguments filled in; `nonroot` when the base is published with one. */
  readonly user: string | null;
  /** Whether that user is a number other than 0, or the base's own nonroot user. */
  readonly unprivileged: Known;
  /** Commands in shell form: the program would not get signals. */
  readonly shellCommands: readonly Flaw[];
  readonly downloads: readonly Flaw[];
  readonly secrets: readonly Flaw[];
  /** Whether a .dockerignore applies to it. */
  readonly ignores: boolean;
  readonly ports: readonly number[];
  /** Names that ENV sets in the final stage. */
  readonly variables: readonly string[];
  /** What it lacks to be hardened, in words that name no secret. */
  readonly lacks: readonly string[];
}

/** A change of the schema that a program of the version before may trip over, or that locks a table in use. */
export interface SchemaChange extends Located {
  readonly kind:
    | 'drop-table'
    | 'drop-column'
    | 'rename'
    | 'narrow-type'
    /** A column that must have a value, and has no default. */
    | 'require-column'
    /** PostgreSQL: an index that locks out writes while it is made. */
    | 'blocking-index'
    /** PostgreSQL: a constraint that checks all rows under a lock. */
    | 'checking-constraint';
  readonly table: string;
  /** What is changed, such as `column orders.note`. */
  readonly text: string;
}

export interface Migration extends Located {
  readonly name: string;
  /** Number or timestamp that it sorts by; null when the name has none. */
  readonly order: string | null;
  /** Whether its statements could be read: it is SQL. */
  readonly readable: boolean;
  /** Whether it is the way back of another. */
  readonly down: boolean;
  /** What a comment says it is there for: `contract`, `maintenance`. */
  readonly phase: string | null;
  /** Of its way forward, to what was there before its release. */
  readonly changes: readonly SchemaChange[];
}

export interface Migrations extends Located {
  readonly folder: string;
  readonly files: readonly Migration[];
}

/** Where a platform is told to ask whether a program lives or is ready. */
export interface PlatformProbe extends Located {
  readonly path: string;
}

/** Tests or a step that hold the program against its contract. */
export interface ContractTest extends Located {
  readonly tool: string;
  /** Whether the tool goes through all operations by itself. */
  readonly exhaustive: boolean;
  /** Names of the operations that it calls, of what can be told from its text. */
  readonly operations: readonly string[];
}

/** What the files of a repository tell about the API that it serves. */
export interface Api {
  readonly contracts: readonly Contract[];
  readonly otherContracts: readonly OtherContract[];
  /** Files that are named as contracts are, and hold none. */
  readonly hollowContracts: readonly (Located & { readonly path: string })[];
  readonly contractTests: readonly ContractTest[];
  readonly containers: readonly Container[];
  readonly programs: readonly Program[];
  readonly migrations: readonly Migrations[];
  readonly platformProbes: readonly PlatformProbe[];
}

export const emptyModel: Api = {
  contracts: [],
  otherContracts: [],
  hollowContracts: [],
  contractTests: [],
  containers: [],
  programs: [],
  migrations: [],
  platformProbes: [],
};

const livePath = /\/(?:livez|live|liveness|is-?alive|alive|ping|health|healthz|health[-_]?check|heartbeat)$/i;
const readyPath = /\/(?:readyz|ready|healthy|readiness|is-?ready)$/i;

/** Paths by which platforms ask whether a process runs, or whether it should get traffic. */
export const isLivePath = (path: string): boolean => livePath.test(path);
export const isReadyPath = (path: string): boolean => readyPath.test(path);
