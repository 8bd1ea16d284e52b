import { defineReader, folderOf } from '../../src/kit/index.ts';
import type { RepositoryView } from '../../src/kit/index.ts';
import { readTemplate } from './cloudformation.ts';
import type { App, Deployable, Infrastructure } from './model.ts';

const templates = [
  '**/*.template.{json,yaml,yml}',
  '**/{template,cloudformation}.{json,yaml,yml}',
  '**/{cloudformation,cfn}/**/*.{json,yaml,yml}',
];
const elsewhere = /(?:^|\/)(?:node_modules|test|tests|fixtures|examples)\//;

/** Kinds of CloudFormation resources that run a program. */
const programs =
  /^AWS::(ECS::Service|Lambda::Function|Serverless::Function|AutoScaling::AutoScalingGroup|EC2::Instance|EKS::Cluster|ElasticBeanstalk::Environment)$/;

/** CloudFormation templates, written or synthesized, and what of the repository is there to be deployed. */
export const reader = defineReader<Infrastructure>({
  globs: templates,
  read: (view) => {
    const read = view
      .glob(...templates)
      .filter((path) => !elsewhere.test(path))
      .flatMap((path) => {
        const document = path.endsWith('.json') ? view.json(path) : view.yaml(path)?.[0];
        const parts = readTemplate(path, document);
        return parts === undefined ? [] : [{ path, document, parts }];
      });
    const parts = read.flatMap((template) => template.parts);
    const apps = read
      .filter(({ document }) => runsProgram(document))
      .map(({ path }): App => {
        return { tool: 'cloudformation', directory: folderOf(path), at: { path } };
      });
    const joined = <Key extends keyof Infrastructure>(key: Key) =>
      parts.flatMap((part) => (part[key] ?? []) as readonly unknown[]) as unknown as Infrastructure[Key];
    return {
      apps,
      deployables: deployablesOf(view, apps.length > 0),
      logGroups: joined('logGroups'),
      encryption: joined('encryption'),
      exposures: joined('exposures'),
      stateful: joined('stateful'),
      permissions: joined('permissions'),
      variables: joined('variables'),
      deployments: joined('deployments'),
      alarms: joined('alarms'),
    };
  },
});

const runsProgram = (document: unknown): boolean => {
  const { Resources: resources } = document as { Resources: Record<string, { Type?: unknown } | null> };
  return Object.values(resources).some((resource) => programs.test(String(resource?.Type)));
};

/** Every Dockerfile makes something that runs; infrastructure for it stands anywhere in the same repository. */
const deployablesOf = (view: RepositoryView, templated: boolean): readonly Deployable[] => {
  const described =
    templated || view.paths.some((path) => /(?:^|\/)cdk\.json$|\.tf$/.test(path) && !elsewhere.test(path));
  return view.paths
    .filter((path) => /(?:^|\/)Dockerfile$/.test(path) && !elsewhere.test(path) && !path.includes('.devcontainer/'))
    .map((path) => ({ what: `the image of ${path}`, colocated: described ? 'yes' : 'no', at: { path } }));
};
