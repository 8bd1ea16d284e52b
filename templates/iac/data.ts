import type { Located } from '../../src/kit/index.ts';
import type { Known } from './known.ts';

/** One way in which a resource does or does not encrypt. */
export interface Encryption extends Located {
  readonly resource: string;
  /** Such as `database`, `bucket`, `topic`, `queue`, `volume`, `cache`, `listener`, `distribution`, `api domain`. */
  readonly type: string;
  readonly where: 'at rest' | 'in transit';
  readonly encrypted: Known;
}

/** What becomes of a resource: `snapshot` leaves a copy behind. */
export type Removal = 'retain' | 'snapshot' | 'delete' | 'unknown';

/** A resource that holds what cannot be made again. */
export interface Stateful extends Located {
  readonly resource: string;
  readonly type: 'database' | 'table' | 'files' | 'bucket' | 'key' | 'registry';
  /** What becomes of it when its definition is dropped. */
  readonly removal: Removal;
  /** What becomes of the old one when a change replaces it. */
  readonly replacement: Removal;
  readonly deletionProtection: Known | 'not-offered';
  /** Whether its stack refuses to be deleted. */
  readonly stackProtection: Known | 'not-offered';
  readonly backup: Backup | null;
  /** Of a bucket: whether it keeps what is overwritten or deleted as a former version. */
  readonly versions?: Known;
  /** Whether what it holds is deleted after some time by itself; a relational database cannot. */
  readonly expiry: Known | 'not-offered';
  /** Tags that are written at the resource itself; null when they are computed. */
  readonly tags: readonly KeyValue[] | null;
  /** Whether it only takes logs, or the like, of other resources. */
  readonly forLogs: Known;
}

const scratch =
  /(?:cache|scratch|[Tt]emporary)(?![a-z])|Cache(?![a-z])|(?:[Aa]rtifacts?|[Aa]rtefacts?)(?![a-z])|[Cc]ode_?-?[Pp]ipeline(?![a-z])/;

/** Whether the content of a bucket of this name is made anew when it is lost: copies, and what a pipeline hands on. */
export const isScratch = (name: string): boolean => scratch.test(name.slice(0, 300).replace(/Bucket$|_?bucket$/i, ''));

export interface KeyValue {
  readonly key: string;
  /** Null when it is computed. */
  readonly value: string | null;
}

/** Copies that the platform makes by itself: backups, point-in-time recovery, versions of objects. */
export interface Backup {
  readonly enabled: Known;
  /** Null when computed, or when the service has no days to choose. */
  readonly days: number | null;
  readonly multiZone: Known | 'not-offered';
}

/** What a service of the provider backs up for others, such as an AWS Backup selection. */
export interface BackupPlan extends Located {
  readonly name: string;
  /** Resources that it names; null when they are computed, `*` is among them for all of the account. */
  readonly resources: readonly string[] | null;
  /** Tags that select resources: one of them is enough. */
  readonly tags: readonly KeyValue[];
}

/** How programs log in to a database of this repository. */
export interface DatabaseLogin extends Located {
  readonly database: string;
  /** Whether it takes the short-lived tokens of the platform's identities. */
  readonly identity: Known | 'not-offered';
  /**
   * Where the password of the master user comes from. `managed`: made, kept and rotated by the platform. `secret`: kept in a
   * manager of secrets. `written`: in the source. `none`: there is no password.
   */
  readonly masterPassword: 'managed' | 'secret' | 'written' | 'none' | 'unknown';
  readonly rotation: Known;
  /** Programs that are handed the credentials of the master user. */
  readonly programsAsMaster: readonly string[];
}

/** Something that exists already, and that the source looks up, imports or addresses instead of creating it. */
export interface ForeignResource extends Located {
  readonly type: 'database' | 'table' | 'cache' | 'bucket' | 'queue' | 'topic' | 'secret' | 'export';
  /** Name, id or host name; null when it is computed. */
  readonly name: string | null;
  /** `address`: a host name or connection string that a program is given. */
  readonly by: 'look-up' | 'address';
}
