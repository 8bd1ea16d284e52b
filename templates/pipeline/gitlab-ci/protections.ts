import {
  hcl,
  type At,
  type HclBlock,
  type HclBody,
  type HclExpression,
  type RepositoryView,
} from '../../../src/kit/index.ts';
import type { Protection } from '../model.ts';

export const protectionGlobs: readonly string[] = ['**/*.tf'];

const ours = /"gitlab_(?:branch_protection|project|project_approval_rule|project_level_mr_approvals)"/;

/**
 * Protection of the trunk that Terraform's provider of GitLab keeps. Approvals and the duty of a green pipeline are settings
 * of the project: where no resource says them, the host may, and that is not seen.
 */
export async function readProtections(view: RepositoryView, checks: readonly string[]): Promise<readonly Protection[]> {
  const files = view.glob(...protectionGlobs).filter((path) => ours.test(view.text(path) ?? ''));
  const bodies = await Promise.all(files.slice(0, 100).map((path) => view.tree(path, hcl)));
  const blocks = bodies.flatMap((body) => body?.blocks ?? []).filter(({ type }) => type === 'resource');
  const of = (...types: readonly string[]): readonly HclBlock[] =>
    blocks.filter(({ labels }) => types.includes(labels[0] ?? ''));
  const branches = of('gitlab_branch_protection').filter(({ body }) => isTrunk(valueOf(body, 'branch')));
  if (branches.length === 0) return [];
  const rules = of('gitlab_project_approval_rule', 'gitlab_project_level_mr_approvals');
  const projects = of('gitlab_project');
  return [
    ...branches.map((block) => branch(block, rules.length === 0, projects.length === 0 ? checks : [])),
    ...rules.map(({ at, labels, body }) => {
      const count = valueOf(body, 'approvals_required') ?? valueOf(body, 'approvals_before_merge');
      return { ...nothing(at, labels), approvals: numberOf(count), unseen: isComputed(count) };
    }),
    ...projects.map(({ at, labels, body }) => {
      const green = valueOf(body, 'only_allow_merge_if_pipeline_succeeds');
      return {
        ...nothing(at, labels),
        requiredChecks: isSet(green) ? checksOf(checks) : [],
        unseen: isComputed(green),
      };
    }),
  ];
}

function branch({ at, labels, body }: HclBlock, approvalsUnseen: boolean, checks: readonly string[]): Protection {
  const owners = valueOf(body, 'code_owner_approval_required');
  const force = valueOf(body, 'allow_force_push');
  return {
    ...nothing(at, labels),
    pullRequest: nobodyPushes(body),
    approvals: approvalsUnseen ? 1 : 0,
    codeOwnerReview: isSet(owners),
    requiredChecks: checksOf(checks),
    blocksForcePush: force === undefined || !isSet(force),
    // GitLab lets nobody delete a protected branch with a push.
    blocksDeletion: true,
    unseen: approvalsUnseen || checks.length > 0 || isComputed(owners) || isComputed(force),
  };
}

const nothing = (at: At, labels: readonly string[]): Protection => ({
  at,
  name: labels.join('.'),
  enforced: true,
  protectsTrunk: true,
  pullRequest: false,
  approvals: 0,
  codeOwnerReview: false,
  requiredChecks: [],
  blocksForcePush: false,
  blocksDeletion: false,
});

/** The whole pipeline of a merge request has to be green, so each of its jobs has to. */
const checksOf = (checks: readonly string[]): Protection['requiredChecks'] =>
  checks.slice(0, 50).map((name) => ({ name: name.replaceAll('*', '1'), exists: true }));

/** Whether the trunk changes by merge requests only: nobody may push, in the older and the newer way to say it. */
function nobodyPushes(body: HclBody): boolean {
  const level = valueOf(body, 'push_access_level');
  if (level !== undefined) return level.kind !== 'literal' || level.value === 'no one';
  const allowed = body.blocks.filter(({ type }) => type === 'allowed_to_push');
  const levels = allowed.map((block) => valueOf(block.body, 'access_level'));
  return levels.length > 0 && levels.every((each) => each?.kind === 'literal' && each.value === 'no one');
}

const valueOf = (body: HclBody, name: string): HclExpression | undefined =>
  body.attributes.find((attribute) => attribute.name === name)?.value;

const isComputed = (value: HclExpression | undefined): boolean => value !== undefined && value.kind !== 'literal';

/** What is computed is taken to be right, and told as not seen. */
const isSet = (value: HclExpression | undefined): boolean =>
  value !== undefined && (value.kind !== 'literal' || value.value === true);

const numberOf = (value: HclExpression | undefined): number =>
  value === undefined ? 0 : value.kind === 'literal' ? Number(value.value) || 0 : 1;

const isTrunk = (value: HclExpression | undefined): boolean =>
  value?.kind === 'attribute'
    ? value.name === 'default_branch'
    : value?.kind === 'literal' && /^(?:main|master|trunk)$/.test(String(value.value));
