import type { RepositoryReport } from '../audit/report-types.ts';
import { steps } from '../audit/steps.ts';
import { isIncomplete } from '../audit/verdict.ts';
import type { Rule, Severity } from '../catalog/types.ts';
import { meetsStandard, nameOf } from './clear.ts';
import { rank, severities } from './findings.ts';
import { count, oneLine } from './text.ts';

/** A service in a line of a table. */
export interface Row {
  readonly name: string;
  readonly cells: readonly (number | string)[];
}

/** A rule, and how many services do not meet it. */
export interface RuleTally {
  readonly rule: string;
  readonly severity: Severity;
  readonly services: number;
}

export interface StepTally {
  readonly title: string;
  /** Services that reached it, with all steps before. */
  readonly reached: number;
  /** Rules that keep it open: half of the services have at most so many. */
  readonly open: number;
}

/** Where many services stand, counted one by one, so that no report has to be kept. */
export interface Overview {
  add(report: RepositoryReport): void;
  services(): number;
  /** One sentence that counts all of them. */
  verdict(version: string): string;
  /** Those that have furthest to go, that one first: all while they fit on a screen, then the first of them. */
  furthest(): readonly Row[];
  /** None where no report tells of steps. */
  steps(): readonly StepTally[];
  /** Where one change for all would help most, heaviest first. */
  rules(): readonly RuleTally[];
}

/** More services fill more than a screen; then the steps tell where they stand. */
const mostRows = 40;
const fewRows = 10;
/** What a table of services tells of each. */
export const columns = ['tier', 'step', ...severities, 'unknown'] as const;

export const rowOf = (report: RepositoryReport): Row => {
  const failed = (severity: Severity): number =>
    report.findings.filter((one) => one.outcome === 'fail' && one.severity === severity).length;
  const { service, progress, summary } = report;
  const name = `${oneLine(nameOf(report))}${isIncomplete(report) ? ', in part' : ''}`;
  return { name, cells: [service.tier, progress?.step ?? '', ...severities.map(failed), summary.unknown] };
};

/** By the step that is reached, then by what fails, heaviest first. */
const byDistance = ({ cells: [, step, ...one] }: Row, { cells: [, other, ...two] }: Row): number => {
  if (step !== other) return Number(step) - Number(other);
  const at = one.findIndex((number, index) => number !== two[index]);
  return at === -1 ? 0 : Number(two[at]) - Number(one[at]);
};

export const overviewOf = (): Overview => {
  const verdicts = { met: 0, failed: 0, clear: 0, incomplete: 0 };
  let failedInPart = 0;
  const reached = steps.map(() => 0);
  const open = steps.map((): number[] => []);
  const rules = new Map<string, RuleTally>();
  let rows: Row[] = [];
  let services = 0;
  return {
    add: (report) => {
      services += 1;
      const stand = standing(report);
      verdicts[stand] += 1;
      if (stand === 'failed' && isIncomplete(report)) failedInPart += 1;
      report.progress?.steps.forEach((step, index) => {
        if (step.step <= (report.progress?.step ?? 0)) reached[index] = (reached[index] ?? 0) + 1;
        open[index]?.push(step.open.length);
      });
      const failed = new Map(
        report.findings.filter(({ outcome }) => outcome === 'fail').map(({ rule, severity }) => [rule, severity]),
      );
      for (const [rule, severity] of failed)
        rules.set(rule, { rule, severity, services: (rules.get(rule)?.services ?? 0) + 1 });
      rows.push(rowOf(report));
      if (services > mostRows) rows = rows.toSorted(byDistance).slice(0, fewRows);
    },
    services: () => services,
    verdict: (version) => {
      const { met, failed, clear, incomplete } = verdicts;
      const inPart = failedInPart === 0 ? '' : ` (${failedInPart} of them judged in part)`;
      const parts = [
        `${met === 0 ? 'none' : met} ${met > 1 ? 'meet' : 'meets'} standard ${version}`,
        ...(failed === 0 ? [] : [`${failed} ${failed > 1 ? 'do' : 'does'} not${inPart}`]),
        ...(clear === 0 ? [] : [`${clear} ${clear > 1 ? 'have' : 'has'} no open finding by it`]),
        ...(incomplete === 0 ? [] : [`${incomplete} could not be judged fully`]),
      ];
      return `${count(services, 'service')}: ${parts.join(', ')}.`;
    },
    furthest: () => rows.toSorted(byDistance),
    steps: () =>
      steps.flatMap(({ title }, index) => {
        const numbers = open[index] ?? [];
        const median = numbers.toSorted((a, b) => a - b)[Math.floor((numbers.length - 1) / 2)];
        return median === undefined ? [] : [{ title, reached: reached[index] ?? 0, open: median }];
      }),
    rules: () =>
      [...rules.values()].toSorted(
        (a, b) => rank[a.severity] - rank[b.severity] || b.services - a.services || (a.rule < b.rule ? -1 : 1),
      ),
  };
};

const standing = (report: RepositoryReport): 'met' | 'failed' | 'clear' | 'incomplete' => {
  if (report.summary.fail > 0) return 'failed';
  if (isIncomplete(report)) return 'incomplete';
  return meetsStandard(report) ? 'met' : 'clear';
};

/** The overview of all reports; undefined for a single service, whose own report tells all of it. */
export const overviewOfAll = (repositories: readonly RepositoryReport[]): Overview | undefined => {
  if (repositories.length < 2) return undefined;
  const overview = overviewOf();
  repositories.forEach((repository) => overview.add(repository));
  return overview;
};

export const mostRules = 10;

/** What rules ask, by their ids. */
export const titlesOf = (rules: readonly Pick<Rule, 'id' | 'title'>[]): ReadonlyMap<string, string> =>
  new Map(rules.map(({ id, title }) => [id, title]));
