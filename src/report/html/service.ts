import type { Finding, RepositoryReport } from '../../audit/report-types.ts';
import { isIncomplete } from '../../audit/verdict.ts';
import type { Kind, Standard } from '../../catalog/types.ts';
import type { Progress } from '../../audit/steps.ts';
import { clearVerdict, nameOf, notesOf, stepCaveat } from '../clear.ts';
import { failures, gaps, placeText } from '../findings.ts';
import { countsText, openText } from '../progress.ts';
import { count } from '../text.ts';
import { ruleOf } from './finding.ts';
import { html } from './markup.ts';
import type { Markup } from './markup.ts';
import { column, table } from './table.ts';

type Known = Pick<Standard, 'kinds' | 'rules'>;

const having = ({ findings }: RepositoryReport, outcome: Finding['outcome']): readonly Finding[] =>
  findings.filter((finding) => finding.outcome === outcome);

/** How it stands, in words and a class: a service that could not be read whole never looks like one that passed. */
export const verdictOf = (report: RepositoryReport): { readonly text: string; readonly look: string } => {
  const incomplete = isIncomplete(report);
  if (report.summary.fail > 0)
    return { text: `${count(report.summary.fail, 'finding')}${incomplete ? ', judged in part' : ''}`, look: 'must' };
  return incomplete
    ? { text: 'incomplete, so no verdict', look: 'must' }
    : { text: clearVerdict(report, 'the standard'), look: 'good' };
};

/** The four steps: which are taken, and what keeps the others open. */
const stepsOf = ({ step: reached, steps }: Progress, incomplete: boolean): Markup =>
  html`<p>Step ${reached} of ${steps.length} reached${stepCaveat(incomplete)}.</p>
    <ol class="steps">
      ${steps.map(
        (step) =>
          html`<li class="${step.step <= reached ? 'reached' : 'ahead'}">
            <strong>${step.step}. ${step.title}</strong>
            <p class="soft">${countsText(step)}</p>
            ${step.open.length > 0 && html`<p class="soft">Open: ${openText(step.open)}</p>`}
          </li>`,
      )}
    </ol>`;

const areaTable = (report: RepositoryReport, { kinds, rules }: Known): Markup => {
  const kindOf = new Map(rules.map(({ id, kind }) => [id, kind]));
  const number = (kind: string, outcome: Finding['outcome']): number =>
    report.findings.filter((finding) => finding.outcome === outcome && kindOf.get(finding.rule) === kind).length;
  const shown = ['fail', 'pass', 'unknown', 'not-applicable', 'waived', 'baselined', 'error'] as const;
  const titles = ['failed', 'passed', 'unknown', 'not applicable', 'waived', 'in the baseline', 'not judged'];
  const rows = kinds.map(
    ({ id, title }) =>
      html`<tr>
        <th scope="row">${title}</th>
        ${shown.map((outcome) => html`<td class="n">${number(id, outcome)}</td>`)}
      </tr>`,
  );
  return table('Judgements by area', [column('area'), ...titles.map((title) => column(title, 'number'))], rows);
};

const areaOf = (
  report: RepositoryReport,
  { id, title }: Pick<Kind, 'id' | 'title'>,
  { rules }: Known,
): Markup | undefined => {
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const own = failures(report).filter(({ rule }) => (byId.get(rule)?.kind ?? '') === id);
  if (own.length === 0) return undefined;
  const groups = [...new Set(own.map(({ rule }) => rule))].map((rule) =>
    ruleOf(
      byId.get(rule),
      own.filter((finding) => finding.rule === rule),
      id,
    ),
  );
  return html`<section class="area">
    <h3>${title}</h3>
    ${groups}
  </section> `;
};

/** Judgements that are no findings, folded: what cannot be seen, what somebody answers for, what passed. */
const folded = (title: string, findings: readonly Finding[]): Markup | undefined =>
  findings.length === 0
    ? undefined
    : html`<details>
        <summary>${title} <span class="soft">(${findings.length})</span></summary>
        <ul>
          ${findings.map(
            ({ rule, message, waiver, locations: [at] }) =>
              html`<li>
                <strong>${rule}</strong>
                ${message}${at !== undefined && html` <code>${placeText(at)}</code>`}${waiver && html` <span class="soft">until ${waiver.expires}, by ${waiver.approver}</span>`}
              </li> `,
          )}
        </ul>
      </details> `;

const passedOf = (report: RepositoryReport): Markup | undefined => {
  const passes = having(report, 'pass');
  const numbers = new Map<string, number>();
  for (const { rule } of passes) numbers.set(rule, (numbers.get(rule) ?? 0) + 1);
  if (numbers.size === 0) return undefined;
  return html`<details>
    <summary>Passed <span class="soft">(${passes.length} judgements of ${count(numbers.size, 'rule')})</span></summary>
    <ul>
      ${[...numbers].map(([rule, number]) => html`<li>${rule} <span class="soft">${number}</span></li>`)}
    </ul>
  </details> `;
};

const coverageOf = (report: RepositoryReport): Markup => {
  const { coverage } = report;
  const missed = gaps(report);
  const left = coverage.skipped.filter(({ incomplete }) => !incomplete);
  return html`<h3>Coverage</h3>
    <p>
      ${coverage.read} of ${count(coverage.files, 'file')}
      read.${missed.length > 0 && html` <span class="bad">No full verdict:</span>`}
    </p>
    ${
      missed.length > 0 &&
      html`<ul>
        ${missed.map(({ path, rule, message }) => html`<li>${(path ?? rule) !== undefined && html`<code>${path ?? rule}</code> `}${message}</li>`)}
      </ul>`
    }
    ${
      left.length > 0 &&
      html`<details>
        <summary>Left out on purpose <span class="soft">(${left.length})</span></summary>
        <ul>
          ${left.map(({ path, reason }) => html`<li><code>${path}</code> ${reason}</li>`)}
        </ul>
      </details>`
    } `;
};

/** The section of one service. */
export const serviceOf = (report: RepositoryReport, index: number, standard: Known): Markup => {
  const { service, commit } = report;
  const { text, look } = verdictOf(report);
  const about = [`tier ${service.tier}`, ...(commit === null ? [] : [`commit ${commit.slice(0, 12)}`])];
  const known = new Set(standard.rules.map(({ id }) => id));
  const areas = [
    ...standard.kinds,
    ...(report.findings.some(({ rule }) => !known.has(rule)) ? [{ id: '', title: 'Other' }] : []),
  ];
  return html`<section id="service-${index}">
    <h2>${nameOf(report)}</h2>
    <p>
      <strong class="${look}">${text}</strong>
      <span class="soft">${about.join(', ')}</span>
    </p>
    ${report.progress !== null && stepsOf(report.progress, isIncomplete(report))}
    ${notesOf(report).map((note) => html`<p>Note: ${note}</p>`)}
    ${report.findings.length > 0 && areaTable(report, standard)} ${areas.map((area) => areaOf(report, area, standard))}
    ${folded('Could not be judged', having(report, 'error'))}${folded('Cannot be seen from files', having(report, 'unknown'))}${folded('Waived', having(report, 'waived'))}${folded('In the baseline', having(report, 'baselined'))}${passedOf(report)}${coverageOf(report)}
  </section> `;
};
