/** Kinds of CloudFormation resources that run a program. */
export const programs =
  /^AWS::(ECS::Service|Lambda::Function|Serverless::Function|AutoScaling::AutoScalingGroup|EC2::Instance|EKS::Cluster|ElasticBeanstalk::Environment)$/;
