import type { Located } from '../../src/kit/index.ts';
import type { Known } from './known.ts';

/** What watches costs, or keeps them down by itself. */
export interface CostGuard extends Located {
  readonly name: string;
  /** `schedule`: stops what runs outside of working hours. */
  readonly kind: 'budget' | 'anomaly detection' | 'schedule';
  /** Whether it looks at this service alone, by a tag or a cost category. */
  readonly ofService: Known;
  /** Whether it tells somebody. */
  readonly notifies: Known;
}

/** A tool that judges infrastructure by policies whenever it is made. */
export interface PolicyCheck extends Located {
  /** Such as `cdk-nag`, `checkov`. */
  readonly tool: string;
  /** Whether it stands in tests of the infrastructure, and so judges where they are run. */
  readonly inTests?: boolean;
}

/** A finding of such a tool that somebody has decided to live with. */
export interface Suppression extends Located {
  readonly tool: string;
  /** Id of what is suppressed; null when none is written, which suppresses everything. */
  readonly id: string | null;
  /** Why; null without a reason, `${}` for what is computed. */
  readonly reason: string | null;
}

/** A service, runtime or tool of a provider that the repository depends on, as its dialect calls it. */
export interface Use extends Located {
  /** `resource`: a resource type. `action`: in a policy. `package`: of a language. `runtime`: of a function. `tool`: in an image. */
  readonly kind: 'resource' | 'action' | 'package' | 'runtime' | 'tool';
  /** `AWS::AppRunner::Service`, `aws_apprunner_service`, `codestar:CreateProject`, `npm:aws-xray-sdk`, `nodejs18.x`, `awscli 1`. */
  readonly name: string;
}

/** Something written down that ties infrastructure to one account, region or machine. */
export interface Tie extends Located {
  /**
   * `environment`: read from the environment of whoever runs the source, below its entry. `parameter`: decided when it is
   * deployed although the source could decide it.
   */
  readonly kind: 'account' | 'region' | 'arn' | 'physical name' | 'environment' | 'parameter';
  /** What is written: the id, the name. */
  readonly value: string;
  /** Where: the resource, or the file. */
  readonly resource: string;
}
