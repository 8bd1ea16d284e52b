/** Where templates of CloudFormation may stand; of JSON, which much else is written in, by folder and name. */
export const documents = [
  '**/*.{yaml,yml,template}',
  '**/{*.template,template*,*stack*,*cloudformation*,*cfn*}.json',
  '**/{cloudformation,cfn,infra*,iac,stacks,templates,deploy*,aws}/**/*.json',
];

/** What is there to try something out, or was made from something else. */
export const elsewhere =
  /(?:^|\/)(?:node_modules|test|tests|__tests__|__snapshots__|fixtures|examples|cdk\.out|\.aws-sam|dist)\/|\.snapshot\//;

/** Kinds of CloudFormation resources that run a program. */
export const programTypes: ReadonlySet<string> = new Set([
  'AWS::ECS::Service',
  'AWS::Lambda::Function',
  'AWS::Serverless::Function',
  'AWS::AutoScaling::AutoScalingGroup',
  'AWS::EC2::Instance',
  'AWS::EKS::Cluster',
  'AWS::ElasticBeanstalk::Environment',
  'AWS::AppRunner::Service',
  'AWS::Batch::JobDefinition',
]);
