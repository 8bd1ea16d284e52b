import type { Report, RepositoryReport } from '../audit/report-types.ts';
import type { Standard } from '../catalog/types.ts';
import { jsonParts, repositoryText } from '../report/json.ts';
import { overviewLines } from '../report/overview-lines.ts';
import { overviewOf } from '../report/overview.ts';
import { renderPretty, widthOf } from '../report/pretty.ts';
import type { ReportFormat } from './options.ts';
import type { Terminal } from './terminal.ts';

/** A report that is printed as it comes, service by service. */
export interface Stream {
  write(repository: RepositoryReport): void;
  /** A repository that is a text already. */
  put(text: Uint8Array): void;
  end(): void;
}

/** Prints what can be printed as it comes: nothing for a format that needs all of it. */
export function streamOf(
  format: ReportFormat,
  head: Report,
  standard: Standard,
  terminal: Terminal,
): Stream | undefined {
  if (format === 'json') {
    const json = jsonParts(head);
    let waiting = json.head;
    const put = (repository: string | Uint8Array): void => {
      terminal.write(waiting + json.before());
      terminal.write(repository);
      waiting = '';
    };
    return {
      put,
      write: (repository) => put(repositoryText(repository)),
      end: () => terminal.write(waiting + json.tail()),
    };
  }
  if (format !== 'pretty') return undefined;
  const { colors, columns } = terminal;
  const overview = overviewOf();
  let before: string | undefined;
  return {
    write: (repository) => {
      overview.add(repository);
      const text = renderPretty({ ...head, repositories: [repository] }, { standard, colors, columns });
      // What takes more than a line stands apart from what is around it.
      const apart = [before, text].some((one) => one !== undefined && one.trimEnd().includes('\n'));
      terminal.write(before !== undefined && apart ? `\n${text}` : text);
      before = text;
    },
    put: (text) => terminal.write(text),
    end: () => {
      const judged = { version: head.standard.version, rules: standard.rules };
      const lines = overviewLines(overview, judged, colors, widthOf(columns));
      if (lines.length > 0) terminal.write(`\n${lines.join('\n')}\n`);
    },
  };
}
