import { hcl, type HclBlock, type HclBody, type HclExpression, type RepositoryView } from '../../src/kit/index.ts';
import type { Protection } from './model.ts';

export const protectionGlobs: readonly string[] = ['**/*.tf'];

/** Protection of branches that Terraform's provider of GitHub keeps. */
export async function readTerraformProtections(view: RepositoryView): Promise<readonly Protection[]> {
  const files = view
    .glob(...protectionGlobs)
    .filter((path) => /github_(?:branch_protection|repository_ruleset)"/.test(view.text(path) ?? ''));
  const bodies = await Promise.all(files.slice(0, 100).map((path) => view.tree(path, hcl)));
  return bodies.flatMap((body) => (body?.blocks ?? []).flatMap(protectionOf));
}

function protectionOf(block: HclBlock): readonly Protection[] {
  const [type, name = ''] = block.labels;
  if (block.type !== 'resource') return [];
  if (type === 'github_branch_protection') return [classic(block, name)];
  return type === 'github_repository_ruleset' ? ruleset(block, name) : [];
}

const inner = (body: HclBody | undefined, ...types: readonly string[]): HclBody | undefined =>
  types.reduce<HclBody | undefined>((at, type) => at?.blocks.find((block) => block.type === type)?.body, body);

const valueOf = (body: HclBody | undefined, name: string): HclExpression | undefined =>
  body?.attributes.find((attribute) => attribute.name === name)?.value;

const literal = (value: HclExpression | undefined): string | number | boolean | null | undefined =>
  value?.kind === 'literal' ? value.value : undefined;

/** What is computed cannot be told; it is taken to be right, and the protection to be not wholly seen. */
const isSet = (value: HclExpression | undefined): boolean =>
  value !== undefined && (value.kind !== 'literal' || value.value === true);

const numberOf = (value: HclExpression | undefined): number =>
  value === undefined ? 0 : value.kind === 'literal' ? Number(value.value) || 0 : 1;

const textsOf = (value: HclExpression | undefined): readonly string[] =>
  value?.kind === 'list' ? value.items.map(literal).filter((item) => typeof item === 'string') : [];

/** Whether a pattern means the trunk: by a usual name, or by what the provider calls the default branch. */
const isTrunk = (value: HclExpression | undefined): boolean => {
  if (value?.kind === 'attribute') return value.name === 'default_branch' || value.name === 'branch';
  const pattern = literal(value);
  return (
    typeof pattern === 'string' && /^(?:~DEFAULT_BRANCH|~ALL|(?:refs\/heads\/)?(?:main|master|trunk))$/.test(pattern)
  );
};

const computed = (...values: readonly (HclExpression | undefined)[]): boolean =>
  values.some((value) => value !== undefined && value.kind !== 'literal' && value.kind !== 'list');

function classic({ at, body }: HclBlock, name: string): Protection {
  const reviews = inner(body, 'required_pull_request_reviews');
  const approvals = valueOf(reviews, 'required_approving_review_count');
  const owners = valueOf(reviews, 'require_code_owner_reviews');
  const checks = valueOf(inner(body, 'required_status_checks'), 'contexts');
  return {
    at,
    name,
    enforced: true,
    protectsTrunk: isTrunk(valueOf(body, 'pattern')),
    pullRequest: reviews !== undefined,
    approvals: numberOf(approvals),
    codeOwnerReview: isSet(owners),
    requiredChecks: textsOf(checks).map((check) => ({ name: check, exists: true })),
    blocksForcePush: literal(valueOf(body, 'allows_force_pushes')) !== true,
    blocksDeletion: literal(valueOf(body, 'allows_deletions')) !== true,
    unseen: computed(approvals, owners, checks),
  };
}

function ruleset({ at, body }: HclBlock, name: string): readonly Protection[] {
  const rules = inner(body, 'rules');
  if ((literal(valueOf(body, 'target')) ?? 'branch') !== 'branch' || rules === undefined) return [];
  const review = inner(rules, 'pull_request');
  const include = valueOf(inner(body, 'conditions', 'ref_name'), 'include');
  const checks = inner(rules, 'required_status_checks')?.blocks.filter(({ type }) => type === 'required_check') ?? [];
  const approvals = valueOf(review, 'required_approving_review_count');
  const owners = valueOf(review, 'require_code_owner_review');
  return [
    {
      at,
      name,
      enforced: literal(valueOf(body, 'enforcement')) === 'active',
      protectsTrunk: include?.kind === 'list' && include.items.some(isTrunk),
      pullRequest: review !== undefined,
      approvals: numberOf(approvals),
      codeOwnerReview: isSet(owners),
      requiredChecks: checks.flatMap((check) => {
        const context = literal(valueOf(check.body, 'context'));
        return typeof context === 'string' ? [{ name: context, exists: true }] : [];
      }),
      blocksForcePush: isSet(valueOf(rules, 'non_fast_forward')),
      blocksDeletion: isSet(valueOf(rules, 'deletion')),
      unseen: computed(approvals, owners),
    },
  ];
}
