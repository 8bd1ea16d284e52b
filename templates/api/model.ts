import type { Located } from '../../src/kit/index.ts';
import type { Known } from './known.ts';
import type { Program } from './program.ts';

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

/** A server that a contract names. */
export interface Server extends Located {
  readonly url: string;
  readonly secure: boolean;
  /** Loopback, for development. */
  readonly local: boolean;
}

/** One way that an operation may be called; all of its schemes are needed together. */
export interface Requirement {
  readonly scheme: string;
  /** As the contract declares it: `oauth2`, `openIdConnect`, `mutualTLS`, `http`, `apiKey`; `undeclared` when it does not. */
  readonly type: string;
  readonly scopes: readonly string[];
}

export interface Answer extends Located {
  /** `200`, `4XX` or `default`. */
  readonly status: string;
  readonly mediaTypes: readonly string[];
  /** Whether each JSON body has a schema; true when there is none. */
  readonly described: boolean;
  /** Whether a body is a bare list. */
  readonly list: boolean;
  /** Names of the members of the body, of all alternatives together. */
  readonly members: readonly string[];
  /** Names of its headers, in lower case. */
  readonly headers: readonly string[];
}

export interface Parameter extends Located {
  readonly name: string;
  readonly in: string;
  readonly required: boolean;
  readonly maximum: number | null;
}

export interface Operation extends Located {
  /** `GET /v1/orders`. */
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly id: string | null;
  /** Whether no other operation of the contract has the same id. */
  readonly unique: boolean;
  /** A probe of the platform, by its path. */
  readonly probe: boolean;
  /** Whether callers outside the organisation may use the contract. */
  readonly exposed: boolean;
  /** Whether security is said at all, here or for the whole contract. */
  readonly secured: boolean;
  /** Whether it may be called without credentials. */
  readonly public: boolean;
  readonly publicReason: string | null;
  readonly requirements: readonly Requirement[];
  readonly parameters: readonly Parameter[];
  readonly successes: readonly Answer[];
  readonly errors: readonly Answer[];
  /** Statuses of the errors, for messages and for rules that ask for one. */
  readonly errorStatuses: readonly string[];
  /** Marked as older than the rules of style. */
  readonly legacy: boolean;
  readonly deprecated: boolean;
  /** When it goes, as it is written (`x-sunset`). */
  readonly sunset: string | null;
  /** Whether a second call would make a second thing, or move money twice. */
  readonly creates: boolean;
  /** Marked as work that nobody minds to be done twice. */
  readonly fireAndForget: boolean;
  /** False where the contract says that a second call does more than the first. */
  readonly idempotent: boolean;
  /** What tells two calls of one intention apart from two intentions, as the contract documents it (`x-natural-key`). */
  readonly naturalKey: string | null;
  /** Names of the members of the body that is sent. */
  readonly requestMembers: readonly string[];
  /** Whether it answers with a page or list of a collection. */
  readonly collection: boolean;
}

/** A reference that leads nowhere. */
export interface Dangling extends Located {
  readonly reference: string;
}

/** A contract for machines: an OpenAPI document. */
export interface Contract extends Located {
  readonly path: string;
  /** `openapi` or, before 3.0, `swagger`. */
  readonly format: string;
  readonly version: string;
  readonly title: string | null;
  readonly contractVersion: string | null;
  readonly contact: { readonly name: string | null; readonly email: string | null; readonly url: string | null } | null;
  readonly apiId: string | null;
  readonly audience: string | null;
  /** Whether it has schemas, which others may take from it. */
  readonly parts: boolean;
  readonly servers: readonly Server[];
  readonly operations: readonly Operation[];
  readonly dangling: readonly Dangling[];
  /** References into files that were not read, or to other machines. */
  readonly unseen: number;
}

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

/** A contract for machines in another language than OpenAPI: it is there, and no more is known of it. */
export interface OtherContract extends Located {
  readonly path: string;
  readonly format: 'Protocol Buffers' | 'GraphQL' | 'AsyncAPI' | 'Smithy';
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
  readonly contractTests: readonly ContractTest[];
  readonly containers: readonly Container[];
  readonly programs: readonly Program[];
  readonly migrations: readonly Migrations[];
  readonly platformProbes: readonly PlatformProbe[];
}

export const emptyModel: Api = {
  contracts: [],
  otherContracts: [],
  contractTests: [],
  containers: [],
  programs: [],
  migrations: [],
  platformProbes: [],
};

const livePath = /\/(?:livez|live|liveness|alive|ping|health|healthz|healthcheck)$/i;
const readyPath = /\/(?:readyz|ready|readiness)$/i;

/** Paths by which platforms ask whether a process runs, or whether it should get traffic. */
export const isLivePath = (path: string): boolean => livePath.test(path);
export const isReadyPath = (path: string): boolean => readyPath.test(path);
