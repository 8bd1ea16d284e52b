import { createHash } from 'node:crypto';
import type { Report, RepositoryReport } from '../audit/report-types.ts';
import type { Standard } from '../catalog/types.ts';
import { nameOf } from './clear.ts';
import { failures, severities } from './findings.ts';
import { html, raw } from './html/markup.ts';
import type { Markup } from './html/markup.ts';
import { script } from './html/script.ts';
import { serviceOf, verdictOf } from './html/service.ts';
import { style } from './html/style.ts';
import { column, table } from './html/table.ts';
import { mostRules, overviewOfAll, titlesOf } from './overview.ts';
import type { Overview } from './overview.ts';
import { count } from './text.ts';

const digest = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** The page may load nothing and run nothing but its own style and script, whatever a repository put into it. */
const policy = `default-src 'none'; style-src ${digest(style)}; script-src ${digest(script)}; base-uri 'none'; form-action 'none'`;

const serviceTable = (repositories: readonly RepositoryReport[]): Markup => {
  const rows = repositories.map((report, index) => {
    const { text, look } = verdictOf(report);
    const failed = failures(report);
    const numbers = severities.map((severity) => failed.filter((finding) => finding.severity === severity).length);
    return html`<tr>
      <th scope="row"><a href="#service-${index}">${nameOf(report)}</a></th>
      <td class="n">${report.service.tier}</td>
      <td class="n">${report.progress?.step ?? ''}</td>
      ${numbers.map((number) => html`<td class="n">${number}</td>`)}
      <td class="n">${report.summary.unknown}</td>
      <td class="${look}">${text}</td>
    </tr> `;
  });
  const numbers = ['tier', 'step', ...severities, 'unknown'].map((title) => column(title, 'number'));
  return table('All services', [column('service'), ...numbers, column('verdict')], rows);
};

/** Where one change for all would help most. */
const ruleTable = (overview: Overview, { rules }: Pick<Standard, 'rules'>): Markup | undefined => {
  const titles = titlesOf(rules);
  const rows = overview
    .rules()
    .slice(0, mostRules)
    .map(
      ({ services, severity, rule }) =>
        html`<tr>
          <td class="n">${services}</td>
          <td class="${severity}">${severity}</td>
          <th scope="row">${rule}</th>
          <td>${titles.get(rule)}</td>
        </tr> `,
    );
  if (rows.length === 0) return undefined;
  const head = [column('services', 'number'), column('severity'), column('rule'), column('what it asks')];
  const title = 'Rules that most of them do not meet';
  return html`<p><strong>${title}</strong></p>
    ${table(title, head, rows)}`;
};

/** Hidden until the script shows it: without scripts a filter would be a lie. */
const filter = ({ kinds }: Pick<Standard, 'kinds'>): Markup =>
  html`<form hidden aria-label="Filter findings">
    <label>Text <input type="search" name="text" autocomplete="off" /></label>
    <fieldset>
      <legend>Severity</legend>
      ${severities.map((severity) => html`<label><input type="checkbox" name="severity" value="${severity}" checked /> ${severity}</label>`)}
    </fieldset>
    <label
      >Area
      <select name="area">
        <option value="">all</option>
        ${kinds.map(({ id, title }) => html`<option value="${id}">${title}</option>`)}
      </select></label
    >
    <button type="reset">Show all</button>
    <p role="status" class="soft"></p>
  </form>`;

/**
 * The report as one HTML page that needs nothing else: summary, findings by area with the lines they point at, a filter; every
 * part is there without scripts, and all text of a repository is escaped.
 */
export const renderHtml = (report: Report, standard: Pick<Standard, 'kinds' | 'rules'>): string => {
  const { repositories, tool } = report;
  const findings = repositories.reduce((sum, { summary }) => sum + summary.fail, 0);
  const title = `Audit: ${count(findings, 'finding')} in ${count(repositories.length, 'service')}`;
  const all = overviewOfAll(repositories);
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <title>${title}</title>
        ${raw(`<style>${style}</style>`)}
      </head>
      <body>
        <a class="skip" href="#findings">Skip to the findings</a>
        <header>
          <h1>${title}</h1>
          <p class="soft">
            ${tool.name} ${tool.version}, standard ${report.standard.version} (${report.standard.digest.slice(0, 19)})
          </p>
        </header>
        <main>
          ${all && html`<p><strong>${all.verdict(report.standard.version)}</strong></p>`} ${serviceTable(repositories)}
          ${all && ruleTable(all, standard)} ${filter(standard)}
          <div id="findings">${repositories.map((repository, index) => serviceOf(repository, index, standard))}</div>
        </main>
        ${raw(`<script>${script}</script>`)}
      </body>
    </html>`;
  return `${page.markup}\n`;
};
