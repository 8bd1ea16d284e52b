import type { Located } from '../../src/kit/index.ts';

/** An entry of the service catalogue for something that runs or is shipped. */
export interface Descriptor extends Located {
  readonly name: string | null;
  readonly type: string | null;
  readonly lifecycle: string | null;
  readonly system: string | null;
  readonly tier: 1 | 2 | 3 | null;
  /** The reference as it is written, such as `group:default/checkout`. */
  readonly owner: string | null;
  readonly ownerKind: 'group' | 'person' | null;
  /** Values that nobody replaced, such as `your-team`. */
  readonly placeholders: readonly string[];
  readonly relations: Relations;
  /** What it lacks to tell which service this is, in words. */
  readonly lacks: readonly string[];
}

/** A reference to another entry of the catalogue. */
export interface Reference extends Located {
  /** As it is written, such as `resource:default/orders-database`. */
  readonly written: string;
  /** In lower case; what the relation stands for where the reference does not say, such as `api`. */
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** What a component says of its neighbours. */
export interface Relations {
  readonly providesApis: readonly Reference[];
  readonly consumesApis: readonly Reference[];
  readonly dependsOn: readonly Reference[];
  readonly dependencyOf: readonly Reference[];
}

/** An entry of the catalogue for something that a service needs to run: a database, a bucket, a queue. */
export interface CatalogResource extends Located {
  readonly name: string | null;
  readonly namespace: string;
  /** Such as `database`; as it is written. */
  readonly type: string | null;
  readonly owner: string | null;
  readonly dependencyOf: readonly Reference[];
  readonly dependsOn: readonly Reference[];
  /** Declared to be made again from elsewhere (`rebuildable: "true"` among labels or annotations). */
  readonly rebuildable: boolean;
}

/** An entry of the catalogue for an API. */
export interface CatalogApi extends Located {
  readonly name: string | null;
  readonly namespace: string;
  /** Such as `openapi`. */
  readonly type: string | null;
  readonly lifecycle: string | null;
  readonly owner: string | null;
  /** Path or address of the contract, as it is written; null when it stands in the entry itself. */
  readonly definition: string | null;
}
