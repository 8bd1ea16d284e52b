import { defineReader } from '../../src/kit/index.ts';
import type { RepositoryView } from '../../src/kit/index.ts';
import type { Deployable, Infrastructure } from './model.ts';

const documents = [
  '**/*.{yaml,yml,template}',
  '**/{*.template,template*,*stack*,*cloudformation*,*cfn*}.json',
  '**/{cloudformation,cfn,infra*,iac,stacks,templates,deploy*,aws}/**/*.json',
];
const elsewhere = /(?:^|\/)(?:node_modules|test|tests|fixtures|examples)\//;
const runsProgram =
  /AWS::(ECS::Service|Lambda::Function|Serverless::Function|AutoScaling::AutoScalingGroup|EC2::Instance|EKS::Cluster|ElasticBeanstalk::Environment)\b/;

/** What of the repository is there to be deployed, whichever dialect describes where. */
export const reader = defineReader<Infrastructure>({
  globs: documents,
  read: (view) => ({ deployables: deployablesOf(view) }),
});

/** Every Dockerfile makes something that runs; infrastructure for it stands anywhere in the same repository. */
const deployablesOf = (view: RepositoryView): readonly Deployable[] => {
  const described = (): boolean =>
    view.paths.some((path) => /(?:^|\/)cdk\.json$|\.tf$/.test(path) && !elsewhere.test(path)) ||
    view.glob(...documents).some((path) => !elsewhere.test(path) && runsProgram.test(view.text(path) ?? ''));
  const images = view.paths.filter(
    (path) => /(?:^|\/)Dockerfile$/.test(path) && !elsewhere.test(path) && !path.includes('.devcontainer/'),
  );
  if (images.length === 0) return [];
  const colocated = described() ? 'yes' : 'no';
  return images.map((path) => ({ what: `the image of ${path}`, colocated, at: { path } }));
};
