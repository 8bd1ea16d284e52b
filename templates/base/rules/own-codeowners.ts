import type { Judge, Judgement } from '../../../src/kit/index.ts';
import { teamName } from '../model.ts';
import type { OwnedPath, Ownership, Repository } from '../model.ts';

/** Judges what the file lets through, not its lines: default owners, each special path, and lines without effect. */
export const judge: Judge<Repository> = (repository) => {
  const [ownership] = repository.ownership;
  if (ownership === undefined) return { outcome: 'fail', message: 'No CODEOWNERS says who has to approve a change.' };
  if (ownership.tooLarge) return tooLarge(ownership);
  const account = accountOf(repository);
  const standard = defaults(ownership, repository, account);
  const paths = special(ownership, account);
  const open =
    standard.outcome === 'fail'
      ? paths.filter(({ judgement, byDefault }) => judgement.outcome === 'fail' && byDefault)
      : [];
  // What has no line of its own has the default owners: one finding says that of all such paths.
  const rest = open.length === 0 ? '' : ` That holds for ${listed(open.map(({ what }) => what))} too.`;
  return [
    { ...standard, message: `${standard.message}${rest}` },
    ...paths.filter((one) => !open.includes(one)).map(({ judgement }) => judgement),
    ...ignored(ownership),
  ];
};

const tooLarge = ({ at }: Ownership): Judgement => ({
  outcome: 'fail',
  message: `GitHub does not load ${at.path}, since it has more than 3 MB: nobody has to approve anything.`,
  at: [at],
  subject: 'size',
});

const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;

/** The account of a personal repository: nobody can make teams there. */
const accountOf = ({ descriptors }: Repository): string | undefined => {
  const [descriptor] = descriptors;
  return descriptor?.ownerKind === 'person' && descriptor.owner !== null ? teamName(descriptor.owner) : undefined;
};

const isAccount = (owners: readonly string[], account: string | undefined): boolean =>
  account !== undefined && owners.some((owner) => teamName(owner) === account);

const defaults = (
  { defaultOwners, defaultTeam, at }: Ownership,
  { service }: Repository,
  account: string | undefined,
): Judgement => {
  const about = { subject: 'default owners', at: [at] };
  const names = defaultOwners.join(', ');
  if (defaultOwners.length === 0)
    return {
      ...about,
      outcome: 'fail',
      message: 'No catch-all line: what no line names can be changed without its owner.',
    };
  if (isAccount(defaultOwners, account))
    return { ...about, outcome: 'pass', message: `The repository belongs to ${names} alone, who owns every path.` };
  if (defaultTeam === 'no')
    return { ...about, outcome: 'fail', message: `The default owner is ${names}: people, not a team.` };
  const owner = service?.owner ?? null;
  if (owner !== null && !defaultOwners.some((candidate) => sameTeam(candidate, owner))) {
    return {
      ...about,
      outcome: 'fail',
      message: `The default owner is ${names}, but the descriptor says that ${owner} owns the service.`,
    };
  }
  if (defaultTeam === 'unknown')
    return { ...about, outcome: 'unknown', message: `Whether ${names} is a team cannot be seen from the file.` };
  return { ...about, outcome: 'pass', message: `Changes need ${names}, unless a line says otherwise.` };
};

/** Names differ between directory and host, mostly by a prefix or suffix. */
const sameTeam = (owner: string, reference: string): boolean => {
  const [a, b] = [teamName(owner), teamName(reference)];
  return a.includes(b) || b.includes(a);
};

const special = (
  { special: paths, defaultOwners }: Ownership,
  account: string | undefined,
): readonly { readonly what: string; readonly byDefault: boolean; readonly judgement: Judgement }[] =>
  paths.map((path) => ({
    what: path.what,
    byDefault: path.owners.join(' ') === defaultOwners.join(' '),
    judgement: judgePath(path, account),
  }));

const judgePath = ({ what, path, owners, team, at }: OwnedPath, account: string | undefined): Judgement => {
  const about = { subject: what, at: [at] };
  const names = owners.length === 0 ? 'nobody' : owners.join(', ');
  if (team === 'yes' || isAccount(owners, account))
    return { ...about, outcome: 'pass', message: `Changes of ${what} need ${names}.` };
  if (team === 'unknown')
    return {
      ...about,
      outcome: 'unknown',
      message: `Whether ${names}, who owns ${path}, is a team cannot be seen from the file.`,
    };
  return {
    ...about,
    outcome: 'fail',
    message: `A change of ${what} (${path}) needs the approval of ${names}: no team.`,
  };
};

const linesAtMost = 20;

const ignored = ({ invalid, host }: Ownership): readonly Judgement[] => {
  const ignores = `${host === 'github' ? 'GitHub' : 'GitLab'} ignores`;
  const more = invalid.slice(linesAtMost);
  return [
    ...invalid.slice(0, linesAtMost).map(({ at }): Judgement => ({
      outcome: 'fail',
      message: `${ignores} line ${at.line} of ${at.path}: its pattern or an owner is not valid.`,
      subject: `line ${at.line}`,
      at: [at],
    })),
    ...more.slice(0, 1).map(({ at }): Judgement => ({
      outcome: 'fail',
      message: `${ignores} ${more.length} more lines of ${at.path}, from line ${at.line} on.`,
      subject: 'more lines',
      at: [at],
    })),
  ];
};
