import type { Finding, Location } from '../../audit/report-types.ts';
import type { Rule } from '../../catalog/types.ts';
import { placeText } from '../findings.ts';
import { count } from '../text.ts';
import { html, raw, sourceLine } from './markup.ts';
import type { Markup } from './markup.ts';

const mostFindings = 200;

const excerptOf = ({ excerpt, line }: Location): Markup | undefined => {
  if (excerpt === undefined) return undefined;
  const width = String(excerpt.start + excerpt.lines.length).length;
  const lines = excerpt.lines.map((text, index) => {
    const number = excerpt.start + index;
    const inner = html`<span class="no">${raw(`${String(number).padStart(width)}  `)}</span>${sourceLine(text)}`;
    return number === line ? html`<mark class="hit">${inner}</mark>` : inner;
  });
  return html`<pre tabindex="0">${lines.map((each) => html`${each}${raw('\n')}`)}</pre>`;
};

const placesOf = (locations: readonly Location[]): readonly Markup[] =>
  locations.map(
    (location) =>
      html`<p><code>${placeText(location)}</code></p>
        ${excerptOf(location)}`,
  );

/** What the filter searches: everything that a reader sees of a finding. */
const searchText = ({ rule, message, locations }: Finding): string =>
  [rule, message, ...locations.map(({ path }) => path)].join(' ').toLowerCase();

const findingOf = (finding: Finding, area: string): Markup =>
  html`<div class="finding" data-severity="${finding.severity}" data-area="${area}" data-text="${searchText(finding)}">
    <p>${finding.message}</p>
    ${placesOf(finding.locations)}
  </div> `;

const sourcesOf = ({ sources }: Rule): Markup =>
  html`<p class="soft">
    Sources:
    ${sources.map(({ document, section, url }, index) => html`${index > 0 && raw('; ')}${document}, ${url?.startsWith('https://') ? html`<a href="${url}" rel="noreferrer">${section}</a>` : section}`)}
  </p>`;

/** One failing rule: why it is there, every place, and once how to mend it. */
export const ruleOf = (rule: Rule | undefined, findings: readonly Finding[], area: string): Markup => {
  const [first] = findings;
  if (first === undefined) return html``;
  const { severity } = first;
  const rest = findings.length - mostFindings;
  return html`<details class="rule" open>
    <summary>
      <span class="tag ${severity}">${severity}</span><strong>${first.rule}</strong> ${rule?.title}
      <span class="soft">(${count(findings.length, 'finding')})</span>
    </summary>
    <div>
      ${rule !== undefined && html`<p class="soft">${rule.why}</p>`}
      ${findings.slice(0, mostFindings).map((finding) => findingOf(finding, area))}
      ${rest > 0 && html`<p class="soft">${count(rest, 'finding')} more; the JSON report has them all.</p>`}
      ${first.remediation !== null && html`<p><strong class="good">Fix</strong> ${first.remediation}</p>`}
      ${rule !== undefined && rule.sources.length > 0 && sourcesOf(rule)}
    </div>
  </details> `;
};
