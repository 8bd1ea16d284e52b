import type { Finding, Report, RepositoryReport } from '../audit/report-types.ts';
import { isIncomplete } from '../audit/verdict.ts';
import { clearVerdict, nameOf, notesOf } from './clear.ts';
import { failures, gaps, placeText, shorten } from './findings.ts';
import { markdownCode, markdownText } from './markdown-text.ts';
import { columns, mostRules, overviewOfAll, rowOf } from './overview.ts';
import type { Overview } from './overview.ts';
import { plain } from './palette.ts';
import { countsText } from './progress.ts';
import { tally } from './tally.ts';
import { count, oneLine } from './text.ts';

/** GitHub takes 65,536 characters in a comment. The last line and the ends of opened blocks need the difference. */
const mostCharacters = 64_000;
const mostOfText = 600;

/** Takes lines while they fit in what is left of the comment. */
interface Page {
  /** Adds the lines, all or none. */
  add(...lines: readonly string[]): boolean;
  /** Adds as many items as fit between head and foot, and counts those that do not. */
  addList(head: readonly string[], items: readonly string[], foot?: readonly string[]): void;
  text(): string;
}

const newPage = (): Page => {
  const lines: string[] = [];
  let left = mostCharacters;
  let cut = 0;
  const add = (...added: readonly string[]): boolean => {
    const size = added.reduce((sum, line) => sum + line.length + 1, 0);
    if (size > left) return false;
    left -= size;
    lines.push(...added);
    return true;
  };
  const addList = (head: readonly string[], items: readonly string[], foot: readonly string[] = []): void => {
    const [first, ...rest] = items;
    if (first === undefined) return;
    if (!add(...head, first, ...foot)) {
      cut += items.length;
      return;
    }
    lines.length -= foot.length;
    const fitting = rest.findIndex((item) => !add(item));
    if (fitting !== -1) cut += rest.length - fitting;
    lines.push(...foot);
  };
  const note = (): readonly string[] =>
    cut === 0 ? [] : ['', `${count(cut, 'line')} cut to fit in a comment; \`--format json\` has all of them.`];
  return { add, addList, text: () => `${[...lines, ...note()].join('\n')}\n` };
};

const textOf = (text: string): string => markdownText(shorten(oneLine(text), mostOfText));
const codeOf = (text: string): string => markdownCode(shorten(text, mostOfText));

const row = ({ rule, severity, message, locations: [at] }: Finding): string =>
  `| ${codeOf(rule)} | ${severity} | ${at === undefined ? '' : codeOf(placeText(at))} | ${textOf(message)} |`;

const verdictLine = (repository: RepositoryReport, version: string): string => {
  const { summary, service } = repository;
  const name = textOf(nameOf(repository));
  const standard = `standard ${version} at tier ${service.tier}`;
  if (summary.fail > 0) return `**${name} does not meet ${standard}**`;
  return isIncomplete(repository)
    ? `**${name} could not be judged fully by ${standard}**`
    : `**${name} ${clearVerdict(repository, standard)}**`;
};

const addRepository = (page: Page, repository: RepositoryReport, version: string): void => {
  const { findings, coverage } = repository;
  const unknown = findings.filter(({ outcome }) => outcome === 'unknown');
  const counts = findings.length > 0 ? `${tally(repository, plain)}; ` : '';
  page.addList(
    [],
    [`${verdictLine(repository, version)}: ${counts}${coverage.read} of ${count(coverage.files, 'file')} read.`],
  );
  if (repository.progress !== null) {
    page.addList(
      ['', '| step | | rules |', '| --- | --- | --- |'],
      repository.progress.steps.map(
        (step) =>
          `| ${step.step <= (repository.progress?.step ?? 0) ? '✓' : ''} ${step.step} | ${textOf(step.title)} | ${countsText(step)} |`,
      ),
    );
  }
  page.addList(
    ['', '| rule | severity | place | what is wrong |', '| --- | --- | --- | --- |'],
    failures(repository).map(row),
  );
  page.addList(
    ['', 'No full verdict:', ''],
    gaps(repository).map(({ path, rule, message }) => {
      const subject = rule ?? path;
      return `- ${subject === undefined ? '' : `${codeOf(oneLine(subject))}: `}${textOf(message)}`;
    }),
  );
  page.addList(
    [''],
    notesOf(repository).map((note) => `- Note: ${textOf(note)}`),
  );
  page.addList(
    ['', `<details><summary>${unknown.length} cannot be seen from files</summary>`, ''],
    unknown.map(({ rule, message }) => `- ${codeOf(rule)}: ${textOf(message)}`),
    ['', '</details>'],
  );
};

const addOverview = (
  page: Page,
  overview: Overview,
  repositories: readonly RepositoryReport[],
  version: string,
): void => {
  page.add('', `**${overview.verdict(version)}**`, '');
  page.addList(
    [`| service | ${columns.join(' | ')} |`, `| --- | ${columns.map(() => '---:').join(' | ')} |`],
    repositories.map(rowOf).map(({ name, cells }) => `| ${textOf(name)} | ${cells.join(' | ')} |`),
  );
  page.addList(
    ['', '| services | severity | rule that they do not meet |', '| ---: | --- | --- |'],
    overview
      .rules()
      .slice(0, mostRules)
      .map(({ services, severity, rule }) => `| ${services} | ${severity} | ${codeOf(rule)} |`),
  );
};

/** The report as a comment on a pull request. The first line lets a workflow find its earlier comment. */
export const renderMarkdown = ({ standard, repositories }: Report): string => {
  const page = newPage();
  page.add('<!-- create-service audit -->');
  const overview = overviewOfAll(repositories);
  if (overview !== undefined) addOverview(page, overview, repositories, standard.version);
  for (const repository of repositories) {
    page.add('');
    addRepository(page, repository, standard.version);
  }
  return page.text();
};
