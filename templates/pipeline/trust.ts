import type { Located } from '../../src/kit/index.ts';

/** Code of others that the pipeline runs. */
export interface Reference extends Located {
  /** `workflow`: jobs of others, called as a whole (GitLab: `include` of a project); `component`: of GitLab's catalogue. */
  readonly kind: 'action' | 'workflow' | 'image' | 'include' | 'component';
  readonly name: string;
  readonly ref: string;
  /** Whether the ref is a full hash, which nobody can move. */
  readonly pinned: boolean;
  /** The version that a comment gives; null without one. An image by digest needs none. */
  readonly version: string | null;
}

export interface Protection extends Located {
  readonly name: string;
  readonly enforced: boolean;
  readonly protectsTrunk: boolean;
  readonly pullRequest: boolean;
  readonly approvals: number;
  readonly codeOwnerReview: boolean;
  /** `skipped`: the host takes the check for passed when a job that it waits for is red. */
  readonly requiredChecks: readonly { readonly name: string; readonly exists: boolean; readonly skipped?: boolean }[];
  readonly blocksForcePush: boolean;
  readonly blocksDeletion: boolean;
  /** People who need not obey it, in words. */
  readonly exempt?: readonly string[];
  /** Whether some of it is computed and was taken to be right. */
  readonly unseen?: boolean;
}
