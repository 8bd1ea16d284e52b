import type { Step } from './model.ts';

const actions =
  /^(?:helm\/kind-action|engineerd\/setup-kind|container-tools\/kind-action|medyagh\/setup-minikube|manusa\/actions-setup-minikube|absaoss\/k3d-action|nolar\/setup-k3d-k3s|jupyterhub\/action-k3s-helm|debianmaster\/actions-k3s|balchua\/microk8s-actions)$/i;

const commands =
  /\b(?:kind create cluster|minikube start|k3d cluster create|k3s server|microk8s install|localstack start)\b/;

/** Whether a step starts a cluster that lives as long as its job does. */
export const startsCluster = (uses: string | undefined, programs: readonly string[]): boolean =>
  actions.test((uses ?? '').split('@')[0]?.slice(0, 200) ?? '') ||
  programs.some((program) => commands.test(program.slice(0, 20_000)));

/** What is put into a cluster of the job itself is installed to be tested, not deployed. */
export const installed = (step: Step): Step =>
  step.does.includes('deploy') ? { ...step, does: step.does.filter((act) => act !== 'deploy') } : step;
