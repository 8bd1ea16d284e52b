import type { Located } from '../../src/kit/index.ts';

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
  /**
   * As the contract declares it: `oauth2`, `openIdConnect`, `mutualTLS`, `http`, `apiKey`; `undeclared` when it does not;
   * `awsSigv4` and `authorizer` where API Gateway asks.
   */
  readonly type: string;
  /** Of type `http`, whether it takes a token. */
  readonly bearer: boolean;
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
  /** What it lacks to tell when it goes, in words; of those that are deprecated. */
  readonly ending: readonly string[];
  /** What it lacks to be described in full, in words. */
  readonly lacks: readonly string[];
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
  /** Whether API Gateway of AWS serves it, which gives it its addresses. */
  readonly atGateway: boolean;
  readonly version: string;
  readonly title: string | null;
  readonly contractVersion: string | null;
  readonly contact: { readonly name: string | null; readonly email: string | null; readonly url: string | null } | null;
  readonly apiId: string | null;
  readonly audience: string | null;
  /** Whether it has schemas, which others may take from it. */
  readonly parts: boolean;
  /** How many calls it promises to make itself, since 3.1. */
  readonly webhooks: number;
  readonly servers: readonly Server[];
  readonly operations: readonly Operation[];
  readonly dangling: readonly Dangling[];
  /** References into files that were not read, or to other machines. */
  readonly unseen: number;
  /** What its head lacks, in words. */
  readonly lacks: readonly string[];
}

/** A contract for machines in another language than OpenAPI: it is there, and no more is known of it. */
export interface OtherContract extends Located {
  readonly path: string;
  readonly format: 'Protocol Buffers' | 'GraphQL' | 'AsyncAPI' | 'Smithy';
}
