import type { Located } from '../../src/kit/index.ts';
import type { Known } from './known.ts';

/** Where one root of Terraform keeps what it knows of its resources, and what it is run with. */
export interface State extends Located {
  /** Folder of the root; empty for the root of the repository. */
  readonly directory: string;
  /** `s3`, `cloud` and the like; null where none is written, which keeps it in a file. */
  readonly backend: string | null;
  /** Whether it is kept where everybody who runs it finds it. */
  readonly remote: Known;
  readonly encrypted: Known;
  /** Whether two runs at a time are kept apart. */
  readonly locked: Known;
  /** Whether the source says which versions of Terraform it is for. */
  readonly versioned: Known;
  /** Providers that are used without saying which versions. */
  readonly unconstrained: readonly string[];
  /** Whether the exact versions of the providers are in the repository. */
  readonly lockFile: Known;
}
