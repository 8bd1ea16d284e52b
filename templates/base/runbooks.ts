import type { RepositoryView } from '../../src/kit/index.ts';
import { filledIn, linksOf, parseMarkdown } from './markdown.ts';
import type { Runbook } from './model.ts';
import { missingTopics, runbookTopics } from './topics.ts';
import { anywhere, globHomes, nameOf } from './values.ts';

const places = ['{,docs/,doc/,docs/operations/,ops/}{runbooks,runbook,playbooks,playbook}/**/*.md'];

export const runbookGlobs = anywhere(places);

/** What nobody filled in after copying a template. An instruction such as `<commit>` is no such thing. */
const leftOver =
  /\b(?:TODO|TBD|FIXME|XXX|CHANGE[-_ ]?ME|REPLACE[-_ ]?ME)\b|\b(?:[Ll]orem ipsum|[Ff]ill this in|[Cc]oming soon)\b|<(?:your|insert|enter|add)\b[^<>]{0,60}>|\[(?:insert|your|add)\b[^[\]]{0,60}\](?!\()|작성 ?예정|추후 작성/;

/** Addresses of a README that speak of runbooks, such as those of a wiki. */
export const runbookAddresses = (readme: string): readonly string[] =>
  linksOf(readme).filter((link) => link.startsWith('https://') && /run-?book|playbook/i.test(link));

export const readRunbooks = (view: RepositoryView): readonly Runbook[] =>
  globHomes(view, places)
    .filter((path) => !/^(?:readme|index|template|.*-template)\.md$/i.test(nameOf(path)))
    .flatMap((path): readonly Runbook[] => {
      const content = view.text(path);
      if (content === undefined) return [];
      const { sections } = parseMarkdown(content);
      // A heading alone helps nobody.
      const headings = filledIn(sections).filter(({ level }) => level > 1);
      const placeholders = content.split(/\r?\n/).flatMap((text, index) => {
        const found = leftOver.exec(text)?.[0];
        return found === undefined ? [] : [{ text: found, at: { path, line: index + 1 } }];
      });
      return [
        {
          title: sections.find(({ level }) => level === 1)?.title ?? '',
          lacks: missingTopics(
            runbookTopics,
            headings.map(({ title }) => title),
          ),
          placeholders,
          at: { path, line: 1 },
        },
      ];
    });
