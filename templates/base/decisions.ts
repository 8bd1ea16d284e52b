import { folderOf } from '../../src/kit/index.ts';
import type { RepositoryView } from '../../src/kit/index.ts';
import { linksOf, parseMarkdown } from './markdown.ts';
import type { Markdown, Section } from './markdown.ts';
import type { Decision } from './model.ts';
import { decisionTopics, missingTopics } from './topics.ts';
import { anywhere, globHomes, join, nameOf } from './values.ts';

const places = ['{,docs/,doc/}{adr,adrs,decisions,architecture/decisions,architecture-decisions}/*.md'];

/** Some keep them elsewhere, by subject: the name of the folder tells. */
const elsewhere = '**/{adr,adrs,ADR,ADRs}/{,*/}*.md';

const notOurs = /(?:^|\/)(?:node_modules|vendor|fixtures?|testdata|templates?)\//;

export const decisionGlobs = [...anywhere(places), elsewhere];

const notADecision = /^(?:readme|index|adrs?|\.?template|.*-template|0+-.*template.*)\.md$/i;

/** Every recorded decision; for an organisation that keeps them in one place, the link to it. */
export const readDecisions = (view: RepositoryView, readme: string | undefined): readonly Decision[] => {
  const usual = globHomes(view, places);
  const found = usual.length > 0 ? usual : view.glob(elsewhere).filter((path) => !notOurs.test(path));
  const paths = found.filter((path) => !notADecision.test(nameOf(path)));
  const numbers = new Map<string, number>();
  for (const path of paths) numbers.set(keyOf(path), (numbers.get(keyOf(path)) ?? 0) + 1);
  const decisions = paths.flatMap((path): readonly Decision[] => {
    const content = view.text(path);
    return content === undefined
      ? []
      : [decisionOf(view, path, parseMarkdown(content), (numbers.get(keyOf(path)) ?? 0) > 1)];
  });
  if (decisions.length > 0) return decisions;
  const indexes = globHomes(view, places).map((path) => view.text(path) ?? '');
  const link = [readme ?? '', ...indexes]
    .flatMap(linksOf)
    .find((address) => /^https:\/\/\S*(?:\badrs?\b|decision)/i.test(address));
  return link === undefined ? [] : [{ name: link, status: null, lacks: [] }];
};

/** `adr-12-cache.md` and `0012_cache.md` have the number 12; the key tells folders apart. */
const numberOf = (path: string): string | undefined => /^(?:adr[-_]?)?0*(\d{1,6})(?=[-_. ])/i.exec(nameOf(path))?.[1];
const keyOf = (path: string): string => `${folderOf(path)} ${numberOf(path) ?? path}`;

const statuses =
  /\b(?:proposed|draft|accepted|approved|adopted|implemented|decided|rejected|declined|deprecated|retired|superseded|superceded|replaced)\b|제안|승인|채택|수락|확정|반려|거절|폐기|대체/i;

const decisionOf = (view: RepositoryView, path: string, markdown: Markdown, shared: boolean): Decision => {
  const titles = markdown.sections.filter(({ level }) => level > 1).map(({ title }) => title);
  const { status, line } = statusOf(markdown);
  const replaced = linksOf(status ?? '').filter((link) => /\.md(?:#|$)/.test(link) && !/^https?:/.test(link));
  const dead = replaced.find((link) => !view.has(join(folderOf(path), link.replace(/#.*$/, '')) ?? ''));
  return {
    name: path,
    status,
    lacks: [
      ...(numberOf(path) === undefined ? ['a number in its file name'] : []),
      ...(shared ? ['a number of its own'] : []),
      ...(status === null ? ['a status'] : statuses.test(status) ? [] : ['a status that is known, such as accepted']),
      ...missingTopics(decisionTopics, titles).map((topic) => `a section on its ${topic}`),
      ...(dead === undefined ? [] : [`the decision ${dead} that its status names`]),
    ],
    at: { path, line },
  };
};

const isStatus = ({ title }: Section): boolean => /^(?:status|상태)\b|^상태/i.test(title);

/** As a section, as front matter, or as a line `Status: accepted`. */
const statusOf = ({ frontMatter, sections }: Markdown): { readonly status: string | null; readonly line: number } => {
  const section = sections.find(isStatus);
  const said = section?.lines.find(({ text }) => text.trim() !== '');
  if (section !== undefined) return { status: said?.text.trim() ?? null, line: section.line };
  const front = frontMatter.get('status');
  if (front !== undefined) return { status: front.text === '' ? null : front.text, line: front.line };
  const line = sections
    .flatMap(({ lines }) => lines)
    .find(({ text }) => /^[\s*_|-]*(?:status|상태)[\s*_|]*:/i.test(text));
  return line === undefined
    ? { status: null, line: 1 }
    : { status: line.text.slice(line.text.indexOf(':') + 1).trim(), line: line.line };
};
