import { dayNumber } from '../../src/kit/index.ts';
import type { RepositoryView } from '../../src/kit/index.ts';
import { cellsOf, parseMarkdown } from './markdown.ts';
import type { Markdown } from './markdown.ts';
import type { OpenItem, Readiness } from './model.ts';
import { anywhere, nearest } from './values.ts';

const names = [
  'orr',
  'operational-readiness-review',
  'operational-readiness',
  'production-readiness',
  'production-readiness-review',
  'readiness-review',
];
const places = names.flatMap((name) => [`docs/${name}.md`, `${name}.md`, `docs/operations/${name}.md`]);

export const readinessGlobs = anywhere(['{,docs/,docs/operations/}{orr,ORR,*[Rr]eadiness*}.md']);

/** The review of the service; at most one, from the usual places. */
export const readReadiness = (view: RepositoryView): readonly Readiness[] => {
  const path = nearest(view, places);
  const content = path === undefined ? undefined : view.text(path);
  if (path === undefined || content === undefined) return [];
  const markdown = parseMarkdown(content);
  const field = (name: string): string | null => markdown.frontMatter.get(name)?.text || null;
  const date = field('date');
  const days = (dayNumber(field('next') ?? '') ?? Number.NaN) - (dayNumber(date ?? '') ?? Number.NaN);
  return [
    {
      status: statusOf(field('status'), date),
      due: field('due'),
      date,
      daysToNext: Number.isNaN(days) ? null : days,
      reviewers: namesIn(field('reviewers') ?? ''),
      result: field('result'),
      ...itemsOf(markdown, path),
      at: { path, line: 1 },
    },
  ];
};

const namesIn = (list: string): readonly string[] =>
  list
    .replaceAll(/[[\]]/g, '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');

const statusOf = (status: string | null, date: string | null): Readiness['status'] => {
  if (status === null) return date === null ? null : 'held';
  if (/^(?:held|done|passed|complete[d]?|accepted|approved)$/i.test(status)) return 'held';
  return /^(?:scheduled|planned|open|pending)$/i.test(status) ? 'scheduled' : null;
};

const closed = /^(?:done|closed|yes|not needed|n\/a|x|✓|✅|완료)/i;

/** Rows of the tables that have a column for the state. An item that is closed needs nobody any more. */
const itemsOf = ({ sections }: Markdown, path: string): Pick<Readiness, 'items' | 'open'> => {
  let items = 0;
  const open: OpenItem[] = [];
  for (const { lines } of sections) {
    let header: readonly string[] | undefined;
    for (const line of lines) {
      const cells = cellsOf(line);
      if (line.text.trim() === '') header = undefined;
      if (cells.length === 0) continue;
      if (header === undefined) {
        header = cells.map((cell) => cell.toLowerCase());
        continue;
      }
      const titles = header;
      const cell = (name: RegExp): string | undefined => cells[titles.findIndex((title) => name.test(title))];
      const state = cell(/state|status|상태/);
      if (state === undefined) continue;
      items += 1;
      if (closed.test(state)) continue;
      const question = (cells[0] ?? '').slice(0, 80);
      open.push({
        question,
        owner: cell(/owner|who|담당/) || null,
        due: cell(/due|when|deadline|기한/) || null,
        at: { path, line: line.line },
      });
    }
  }
  return { items, open };
};
