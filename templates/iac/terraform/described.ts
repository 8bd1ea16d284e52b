/** Kinds of resources that run a program, on the platforms that most use. */
const program =
  /"(?:aws_(?:ecs_service|lambda_function|instance|launch_template|autoscaling_group|eks_cluster|elastic_beanstalk_environment|apprunner_service|batch_job_definition|lightsail_container_service|sagemaker_endpoint|ecs_task_definition)|google_(?:cloud_run\w*|cloudfunctions\w*|container_cluster|compute_instance\w*|app_engine\w*)|azurerm_(?:container_app|container_group|kubernetes_cluster|\w+_web_app|\w+_function_app|\w+_virtual_machine\w*)|kubernetes_\w+|helm_release)"/;

/** A module of a registry or a URL: what it makes is not to be seen, and often it is the service. */
const foreign = /\bsource"?\s{0,20}[=:]\s{0,20}"(?:[\w.-]+\/[\w.-]+\/[\w.-]|[a-z]+::|git@|https?:|[\w.-]+\.[a-z]+\/)/;

/** Whether a file of Terraform may describe where a program runs. */
export const describesProgram = (text: string): boolean => program.test(text) || foreign.test(text);
