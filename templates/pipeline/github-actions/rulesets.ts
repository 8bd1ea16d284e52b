import { get, list, pointer, type RepositoryView } from '../../../src/kit/index.ts';
import type { Protection } from '../model.ts';
import { text, texts } from '../values.ts';

export const rulesetGlobs: readonly string[] = [
  '.github/rulesets/*.json',
  '.github/settings.yml',
  '.github/settings.yaml',
];

/** How the trunk is protected, as the repository keeps it: exported rulesets, or the settings file of the Settings app. */
export function readProtections(view: RepositoryView, trunk: string | null): readonly Protection[] {
  return [
    ...view.glob('.github/rulesets/*.json').flatMap((path) => ruleset(path, view.json(path), trunk)),
    ...view
      .glob('.github/settings.yml', '.github/settings.yaml')
      .flatMap((path) => settings(path, view.yaml(path)?.[0], trunk)),
  ];
}

function ruleset(path: string, data: unknown, trunk: string | null): readonly Protection[] {
  const rules = list(get(data, 'rules'));
  if (rules.length === 0 || (text(get(data, 'target')) ?? 'branch') !== 'branch') return [];
  const rule = (type: string): unknown => rules.find((candidate) => get(candidate, 'type') === type);
  const review = get(rule('pull_request'), 'parameters');
  const required = list(get(rule('required_status_checks'), 'parameters', 'required_status_checks')).flatMap(
    (check) => text(get(check, 'context')) ?? [],
  );
  const [branches, excluded] = ['include', 'exclude'].map((list) => texts(get(data, 'conditions', 'ref_name', list)));
  const isTrunk = (branch: string): boolean =>
    branch === '~DEFAULT_BRANCH' || branch === '~ALL' || branch === `refs/heads/${trunk ?? 'main'}`;
  const exempt = list(get(data, 'bypass_actors')).flatMap((actor) => {
    const who = people[text(get(actor, 'actor_type')) ?? ''];
    return who === undefined || (get(actor, 'bypass_mode') ?? 'always') !== 'always' ? [] : [who];
  });
  return [
    {
      at: { path },
      name: text(get(data, 'name')) ?? path,
      enforced: get(data, 'enforcement') === 'active',
      protectsTrunk: branches?.some(isTrunk) === true && excluded?.some(isTrunk) !== true,
      ...(exempt.length > 0 && { exempt: [...new Set(exempt)] }),
      pullRequest: rule('pull_request') !== undefined,
      approvals: Number(get(review, 'required_approving_review_count') ?? 0) || 0,
      codeOwnerReview: get(review, 'require_code_owner_review') === true,
      requiredChecks: required.map((name) => ({ name, exists: true })),
      blocksForcePush: rule('non_fast_forward') !== undefined,
      blocksDeletion: rule('deletion') !== undefined,
    },
  ];
}

// Who may go around a ruleset. A bot that releases, or a key of one, is no person.
const people: Readonly<Record<string, string>> = {
  OrganizationAdmin: 'administrators of the organisation',
  RepositoryRole: 'a role of the repository',
  Team: 'a team',
  User: 'a person',
};

function settings(path: string, data: unknown, trunk: string | null): readonly Protection[] {
  return list(get(data, 'branches')).flatMap((branch, index) => {
    const name = text(get(branch, 'name'));
    const protection = get(branch, 'protection');
    if (name === undefined || protection === undefined || protection === null) return [];
    const reviews = get(protection, 'required_pull_request_reviews');
    const required = texts(get(protection, 'required_status_checks', 'contexts'));
    return [
      {
        at: { path, pointer: pointer('branches', index) },
        name,
        enforced: true,
        protectsTrunk: name === (trunk ?? 'main'),
        pullRequest: reviews !== undefined && reviews !== null,
        approvals: Number(get(reviews, 'required_approving_review_count') ?? 0) || 0,
        codeOwnerReview: get(reviews, 'require_code_owner_reviews') === true,
        requiredChecks: required.map((check) => ({ name: check, exists: true })),
        blocksForcePush: get(protection, 'allow_force_pushes') !== true,
        blocksDeletion: get(protection, 'allow_deletions') !== true,
      },
    ];
  });
}
