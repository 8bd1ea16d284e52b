import type { Located } from '../../src/kit/index.ts';
import type { Known } from './known.ts';

/** A place where something could be reached from everywhere. */
export interface Exposure extends Located {
  readonly resource: string;
  /** `cluster`: the endpoint that a cluster is managed through. `policy`: one that lets every identity in. */
  readonly type: 'ingress' | 'bucket' | 'database' | 'cluster' | 'policy';
  readonly open: Known;
  /** Of an ingress; null for all ports, for a range, or when computed. */
  readonly port: number | null;
  /** Of an ingress: whether it is one of a load balancer. */
  readonly loadBalancer: Known;
}

/** One allowing statement, or one policy of the provider by name. */
export interface Permission extends Located {
  readonly role: string;
  /** `resource`: the policy of a key, bucket or topic, where `*` is the resource itself. `trust`: who may assume a role. */
  readonly policyOf: 'identity' | 'resource' | 'trust';
  readonly actions: readonly string[];
  /** With `${}` for what is computed. */
  readonly resources: readonly string[];
  /** Whether it allows all but what is listed (`NotAction`, `NotResource`). */
  readonly inverted: boolean;
  readonly conditioned: boolean;
  readonly anyPrincipal: boolean;
  /** Name of a policy that the provider manages. */
  readonly managed: string | null;
}

/** A permission of a role that allows nothing yet. */
export const emptyPermission = (role: string, at: Permission['at']): Permission => ({
  role,
  policyOf: 'identity',
  actions: [],
  resources: [],
  inverted: false,
  conditioned: false,
  anyPrincipal: false,
  managed: null,
  at,
});

/** A variable that a program is given. Its value is never kept: it may be a secret. */
export interface Variable extends Located {
  readonly program: string;
  readonly name: string;
  /** `secret`: fetched from a manager of secrets when the program starts. `looks-secret`: written down, and by its form a credential. */
  readonly source: 'literal' | 'looks-secret' | 'reference' | 'secret' | 'unknown';
}
