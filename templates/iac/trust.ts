import { textOf } from '../../src/kit/index.ts';
import type { At, Located, Value } from '../../src/kit/index.ts';

/** A role that runs of a pipeline take by the tokens that their host gives them (OIDC). */
export interface Trust extends Located {
  readonly role: string;
  /** The host that issues the tokens. */
  readonly issuer: string;
  /**
   * Who is let in: every run on that host, runs of several repositories, all runs of one repository, or those of one branch,
   * environment or the like.
   */
  readonly lets: 'everybody' | 'repositories' | 'repository' | 'exact' | 'unknown';
  /** The subject that lets them in, as it is written; null where nothing asks for one. */
  readonly subject: string | null;
}

/** A condition of a trust, whichever way it is written: `token.actions.githubusercontent.com:sub` and what it may be. */
export interface Condition {
  readonly operator: string;
  readonly key: string;
  /** With `${}` for what is computed. */
  readonly values: readonly string[];
}

/** Conditions as a policy has them: `{ StringEquals: { 'issuer:sub': 'repo:…' } }`; undefined where they are computed. */
export const conditionsIn = (value: Value): readonly Condition[] | undefined => {
  if (value.kind !== 'object' || !value.complete) return undefined;
  const found: Condition[] = [];
  for (const [operator, entries] of Object.entries(value.entries)) {
    if (entries.kind !== 'object') return undefined;
    for (const [key, given] of Object.entries(entries.entries)) {
      const values = given.kind === 'list' ? given.items : [given];
      found.push({ operator, key, values: values.map((item) => textOf(item) ?? '${}') });
    }
  }
  return found;
};

/** Hosts of pipelines; other providers, such as those of users or of a cluster, know no repositories. */
const issuers = /token\.actions\.githubusercontent\.com|(?<![\w-])gitlab\.[a-z.]+/i;

const restricting = /^(?:For(?:Any|All)Values?:)?String(?:Equals|Like|EqualsIgnoreCase)(?:IfExists)?$/;

/** The action by which a token is turned into a role. */
export const takesToken = (action: string): boolean => /^(?:sts:)?(?:AssumeRoleWithWebIdentity|\*)$/i.test(action);

/**
 * What a statement lets in; undefined for one of another provider, or of which that cannot be told.
 *
 * @param provider the provider that is trusted, as far as it is written
 */
export const trustOf = (
  role: string,
  provider: string,
  conditions: readonly Condition[],
  at: At,
): Trust | undefined => {
  const issuer = [provider, ...conditions.map(({ key }) => key)].map((text) => issuers.exec(text)?.[0]).find(Boolean);
  if (issuer === undefined) return undefined;
  const about = { role, issuer, at };
  // Under a key that is computed may stand the subject.
  const subjects = conditions.filter(({ operator, key }) => restricting.test(operator) && /:sub$|\$\{\}$/.test(key));
  const all = subjects.flatMap(({ values }) => values);
  if (all.length === 0) {
    const seen = subjects.length === 0;
    return { ...about, lets: seen ? 'everybody' : 'unknown', subject: null };
  }
  const [widest] = all.map((subject) => ({ subject, lets: reachOf(subject) })).toSorted((a, b) => rank(a) - rank(b));
  return { ...about, lets: widest?.lets ?? 'unknown', subject: widest?.subject ?? null };
};

const order: readonly Trust['lets'][] = ['everybody', 'repositories', 'repository', 'unknown', 'exact'];
const rank = ({ lets }: { readonly lets: Trust['lets'] }): number => order.indexOf(lets);

/** `repo:acme/orders:environment:prod`, `project_path:acme/orders:ref_type:branch:ref:main`. */
const reachOf = (subject: string): Trust['lets'] => {
  if (/^[*?]/.test(subject)) return 'everybody';
  const [, repository = '', rest = ''] = /^(?:repo|project_path):([^:]*):?(.*)$/s.exec(subject) ?? [];
  if (/[*?]/.test(repository)) return 'repositories';
  if (repository === '') return subject.includes('${}') ? 'unknown' : 'exact';
  return /^(?:ref(?:_type:branch:ref)?:)?(?:refs\/(?:heads\/)?)?\*$/.test(rest) ? 'repository' : 'exact';
};
