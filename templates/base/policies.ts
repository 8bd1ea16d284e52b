import type { RepositoryView } from '../../src/kit/index.ts';
import { linksOf, parseMarkdown } from './markdown.ts';
import type { Policy } from './model.ts';
import { anywhere, nearest } from './values.ts';

const near = (name: string): readonly string[] => [name, `.github/${name}`, `docs/${name}`, `.gitlab/${name}`];

const places = {
  'contribution guide': [...near('CONTRIBUTING.md'), 'CONTRIBUTING', 'CONTRIBUTING.rst'],
  'review checklist': [
    ...near('pull_request_template.md'),
    '.gitlab/merge_request_templates/Default.md',
    '.azuredevops/pull_request_template.md',
  ],
  'security policy': [...near('SECURITY.md'), 'SECURITY', 'SECURITY.rst'],
} as const;

export const policyGlobs = anywhere([
  '{,.github/,docs/,.gitlab/,.azuredevops/}{CONTRIBUTING,contributing,Contributing,SECURITY,security,Security,PULL_REQUEST_TEMPLATE,pull_request_template}{.md,.rst,}',
  '.github/PULL_REQUEST_TEMPLATE/*.md',
  '.gitlab/merge_request_templates/*.md',
]);

/** The three policies, missing ones included. */
export const readPolicies = (view: RepositoryView, readme: string | undefined): readonly Policy[] => {
  // What an organisation gives to all of its repositories stands in one called `.github`.
  const shared = linksOf(readme ?? '').find((link) => /^https:\/\/github\.com\/[\w-]+\/\.github(?:[/#?]|$)/.test(link));
  return (['contribution guide', 'review checklist', 'security policy'] as const).map((policy) => {
    const path = pathOf(view, policy);
    const content = path === undefined ? undefined : view.text(path);
    if (path !== undefined && content !== undefined) return policyIn(policy, path, content);
    const linked = linkedFrom(view, policy, readme ?? '');
    if (linked !== undefined) return linked;
    const guide = policy === 'review checklist' ? checklistInGuide(view) : undefined;
    if (guide !== undefined) return guide;
    return { policy, found: shared ?? null, lacks: [`the file ${places[policy][0]}${orLink[policy]}`] };
  });
};

/** What does as well where the owner of many repositories keeps a policy in one place. */
const orLink: Readonly<Record<Policy['policy'], string>> = {
  'contribution guide': ', or a link in README.md to the one that holds for all repositories',
  'review checklist': ', or a link in README.md to the .github repository of the organisation that has one for all',
  'security policy': ', or a link in README.md to the one that holds for all repositories',
};

/** Pages that a host or an organisation shows for many repositories. */
const guidePage =
  /^https?:\/\/(?:contribut(?:e|ing)\.|[^?#]{1,200}\/contribut(?:ing|ion[-_]guide(?:lines)?)(?:\.\w{1,5})?\/?(?:[?#]|$))/i;
const policyPage = /^https?:\/\/[^?#]{1,200}\/(?:security\/policy|security\.(?:md|txt)|security-policy)\/?(?:[?#]|$)/i;

/** A guide that the README links to, and a policy that it links to elsewhere. */
const linkedFrom = (view: RepositoryView, policy: Policy['policy'], readme: string): Policy | undefined => {
  if (policy === 'contribution guide') {
    const path = linksOf(readme)
      .map((link) => link.replace(/^\.?\//, '').replace(/[#?].*$/, ''))
      .find((link) => /(?:^|\/)contributing\.(?:md|rst)$/i.test(link) && view.has(link));
    const content = path === undefined ? undefined : view.text(path);
    if (path !== undefined && content !== undefined)
      return { policy, found: path, lacks: lacksOf[policy](content), at: { path, line: 1 } };
    return elsewhere(
      policy,
      linksOf(readme).find((link) => guidePage.test(link)),
    );
  }
  if (policy !== 'security policy') return undefined;
  return elsewhere(policy, linksOf(readme).find((link) => policyPage.test(link)) ?? reportAddress(readme));
};

const elsewhere = (policy: Policy['policy'], address: string | undefined): Policy | undefined =>
  address === undefined ? undefined : { policy, found: address, lacks: [] };

/** The address of a page on how to report a weakness, in a paragraph that says so. */
const reportAddress = (content: string): string | undefined =>
  content
    .split(/\n[ \t]*\r?\n/)
    .filter((text) => text.length < 3000 && /vulnerab|security/i.test(text) && /report|disclos/i.test(text))
    .flatMap((text) => text.match(/https?:\/\/[^\s()<>[\]"'`]{1,300}/g) ?? [])
    .map((address) => address.replace(/[.,;:]$/, ''))
    .find((address) => !address.includes('/security/advisories') && /security|vuln|disclos|\bvdp\b/i.test(address));

const pathOf = (view: RepositoryView, policy: Policy['policy']): string | undefined =>
  nearest(view, places[policy]) ??
  (policy === 'review checklist'
    ? view.glob('.github/PULL_REQUEST_TEMPLATE/*.md', '.gitlab/merge_request_templates/*.md')[0]
    : undefined);

/** A team without a host's template may keep the list in its guide. */
const checklistInGuide = (view: RepositoryView): Policy | undefined => {
  const path = nearest(view, places['contribution guide']);
  const content = path === undefined ? undefined : view.text(path);
  if (path === undefined || content === undefined || tasksOf(content) === '') return undefined;
  return {
    policy: 'review checklist',
    found: path,
    lacks: lacksOf['review checklist'](content),
    at: { path, line: 1 },
  };
};

/** A security policy that sends to a page elsewhere may say there when somebody answers. */
const policyIn = (policy: Policy['policy'], path: string, content: string): Policy => {
  const lacks = lacksOf[policy](content);
  const address = policy === 'security policy' && lacks.length > 0 ? reportAddress(content) : undefined;
  const at = { path, line: 1 };
  if (address === undefined) return { policy, found: path, lacks, at };
  return lacks.includes(time) ? { policy, found: address, lacks: [], at } : { policy, found: path, lacks: [], at };
};

const time = 'the time within which somebody answers';

const tasksOf = (content: string): string =>
  content
    .split(/\r?\n/)
    .filter((line) => /^\s*[-*+]\s+\[[ xX]\]/.test(line))
    .join('\n')
    .toLowerCase();

const checks = [
  ['tests', /test|테스트/],
  ['rollback', /roll ?-?back|revert|backwards? compatib|undo|롤백|되돌/],
  ['telemetry', /telemetry|monitor|metric|alarm|alert|\blogs?\b|logging|trac(?:e|ing)|observab|모니터|지표|로그|알람/],
  ['contract', /contract|\bapi\b|schema|breaking|compatib|interface|계약|스키마|호환/],
] as const;

const lacksOf: Readonly<Record<Policy['policy'], (content: string) => readonly string[]>> = {
  'contribution guide': (content) =>
    proseLength(content) < 80 ? ['how a change gets from an idea to production'] : [],
  'review checklist': (content) => {
    const tasks = tasksOf(content);
    if (tasks === '') return ['a list of tasks (- [ ])'];
    return checks.flatMap(([name, words]) => (words.test(tasks) ? [] : [`a task on ${name}`]));
  },
  'security policy': (content) => {
    const contact =
      /[^\s@<>()]{1,64}(?: ?(?:@|[[(]at[\])]) ?)[^\s@<>()]{1,255}\.[a-z]{2,}|\/security\/advisories|https:\/\/(?:hackerone|bugcrowd|www\.hackerone)\.com\//i.test(
        content,
      );
    const answers =
      /\b(?:\d{1,3}|one|two|three|four|five|seven|ten|fourteen|thirty)\s*(?:-\s*)?(?:business |working |calendar )?(?:hours?|days?|weeks?)\b|\d{1,3}\s*(?:영업일|시간|일|주)/i.test(
        content,
      );
    return [...(contact ? [] : ['a private contact']), ...(answers ? [] : [time])];
  },
};

const proseLength = (content: string): number =>
  parseMarkdown(content).sections.reduce(
    (sum, { lines }) => sum + lines.reduce((length, { text }) => length + text.trim().length, 0),
    0,
  );
