/** A heading and what stands below it, up to the next heading of any level. Lines are 1-based. */
export interface Section {
  readonly level: number;
  readonly title: string;
  readonly line: number;
  readonly lines: readonly Line[];
}

export interface Line {
  readonly text: string;
  readonly line: number;
}

/** A fenced block of code. */
export interface Fence {
  /** Line of the heading that it stands below; 1 before the first. */
  readonly section: number;
  readonly language: string;
  readonly lines: readonly Line[];
}

export interface Markdown {
  /** `key: value` lines between `---` at the top, keys in lower case. */
  readonly frontMatter: ReadonlyMap<string, Line>;
  /** What stands before the first heading, as a section of level 0 without a title, comes first. */
  readonly sections: readonly Section[];
  readonly fences: readonly Fence[];
}

const fenceStart = /^\s{0,12}(`{3,}|~{3,})\s*([\w+#.-]*)/;
const atxHeading = /^ {0,3}(#{1,6})(?:\s+(.*))?$/;

/**
 * The outline of a Markdown text: front matter, headings, fenced code. Lines in fences are no headings.
 * Not a whole parser: what a heading contains is taken as it is written, without its closing hashes.
 */
export const parseMarkdown = (source: string): Markdown => {
  const lines = source.split(/\r?\n/).map((text, index): Line => ({ text, line: index + 1 }));
  const frontMatter = frontMatterOf(lines);
  const body = lines.slice(frontMatter.length);
  const sections: { level: number; title: string; line: number; lines: Line[] }[] = [
    { level: 0, title: '', line: 1, lines: [] },
  ];
  const fences: Fence[] = [];
  let fence: { readonly mark: string; readonly lines: Line[] } | undefined;
  for (const line of body) {
    const section = sections.at(-1);
    const start = fenceStart.exec(line.text);
    if (fence !== undefined) {
      if (start !== null && start[2] === '' && start[1]?.startsWith(fence.mark)) fence = undefined;
      else fence.lines.push(line);
      section?.lines.push(line);
      continue;
    }
    const heading = atxHeading.exec(line.text);
    const underline = /^ {0,3}(?:(=+)|(-{2,}))\s*$/.exec(line.text);
    const above = section?.lines.at(-1);
    if (start?.[1] !== undefined) {
      fence = { mark: start[1], lines: [] };
      fences.push({ section: section?.line ?? 1, language: (start[2] ?? '').toLowerCase(), lines: fence.lines });
      section?.lines.push(line);
    } else if (heading !== null) {
      sections.push({ level: (heading[1] ?? '').length, title: titleOf(heading[2] ?? ''), line: line.line, lines: [] });
    } else if (
      underline !== null &&
      above !== undefined &&
      above.line === line.line - 1 &&
      /^ {0,3}[^\s|>*+-]/.test(above.text)
    ) {
      section?.lines.pop();
      sections.push({
        level: underline[1] === undefined ? 2 : 1,
        title: titleOf(above.text),
        line: above.line,
        lines: [],
      });
    } else section?.lines.push(line);
  }
  return { frontMatter: entriesOf(frontMatter), sections, fences };
};

/** The text of a heading without the hashes that may close it. */
const titleOf = (text: string): string => {
  const trimmed = text.trim();
  let end = trimmed.length;
  while (end > 0 && trimmed[end - 1] === '#') end -= 1;
  const closed = end < trimmed.length && (end === 0 || /\s/.test(trimmed[end - 1] ?? ''));
  return closed ? trimmed.slice(0, end).trim() : trimmed;
};

const frontMatterOf = (lines: readonly Line[]): readonly Line[] => {
  if (lines[0]?.text !== '---') return [];
  const end = lines.findIndex(({ text }, index) => index > 0 && text === '---');
  return end === -1 ? [] : lines.slice(0, end + 1);
};

const entriesOf = (lines: readonly Line[]): ReadonlyMap<string, Line> => {
  const entries = new Map<string, Line>();
  let key: string | undefined;
  for (const { text, line } of lines) {
    const entry = /^([A-Za-z][\w-]*):(.*)$/.exec(text);
    const item = /^\s*-\s+(.*)$/.exec(text);
    if (entry !== null) {
      key = (entry[1] ?? '').toLowerCase();
      entries.set(key, { text: unquote(entry[2] ?? ''), line });
    } else if (item !== null && key !== undefined) {
      // A list over several lines reads like one in brackets.
      const before = entries.get(key);
      entries.set(key, {
        text: [before?.text ?? '', unquote(item[1] ?? '')].filter(Boolean).join(', '),
        line: before?.line ?? line,
      });
    }
  }
  return entries;
};

const unquote = (value: string): string =>
  value
    .replace(/\s#.*$/, '')
    .trim()
    .replace(/^(["'])(.*)\1$/, '$2');

/** Headings with something to read below them, in a section of their own or in one inside of theirs. */
export const filledIn = (sections: readonly Section[]): readonly Section[] =>
  sections.filter((section, index) => {
    const end = sections.findIndex((other, later) => later > index && other.level <= section.level);
    return sections
      .slice(index, end < 0 ? undefined : end)
      .some(({ lines }) => lines.some(({ text }) => /\p{L}{2}/u.test(text.replace(/<!--.{0,500}?-->/g, ''))));
  });

/** The cells of a row of a table; empty for a line that is none, and for the line below the header. */
export const cellsOf = ({ text }: Line): readonly string[] => {
  const trimmed = text.trim();
  if (!trimmed.startsWith('|') || /^[|\s:-]+$/.test(trimmed)) return [];
  return trimmed
    .slice(1, trimmed.endsWith('|') ? -1 : undefined)
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim());
};

/** Every link target of a text: inline ones and bare addresses. */
export const linksOf = (text: string): readonly string[] => [
  ...[...text.matchAll(/\]\(\s*<?([^\s()<>]{1,500})/g)].map((match) => match[1] ?? ''),
  ...[...text.matchAll(/(?<!\]\(\s*<?)\bhttps?:\/\/[^\s()<>"'`]{1,500}/g)].map((match) => match[0]),
];
