import { auditRepository } from '../../src/audit/audit.ts';
import { matcher } from '../../src/audit/globs.ts';
import { memoryTree } from '../../src/audit/tree.ts';
import type { Standard, Units } from '../../src/catalog/types.ts';

type Files = Readonly<Record<string, string>>;

/** Small repositories with files that a reader asks for: the examples of its kind's rules. */
export const corpusOf = (
  { kind, reader }: Units['readers'][number],
  { rules }: Pick<Standard, 'rules'>,
): readonly Files[] => {
  const isAsked = matcher(reader.globs);
  const examples = rules
    .filter((rule) => rule.kind === kind)
    .flatMap(({ examples: { pass, fail } }) => [...pass, ...fail].map(({ files }) => files));
  const own = examples.filter((files) => Object.keys(files).some(isAsked));
  return own.length > 0 ? own : examples;
};

/** Milliseconds that a small repository may take, whatever is in it, on a busy machine. */
const most = 5_000;

/** What is wrong with the audit of a repository: a reader or rule that breaks, a place that is none, or time. */
export const faultsOf = async (files: Files, standard: Standard, units: Units): Promise<readonly string[]> => {
  const start = performance.now();
  const report = await auditRepository(memoryTree(files), { standard, units, path: '.', today: '2026-11-25' });
  const time = performance.now() - start;
  const places = report.findings.flatMap(({ rule, locations }) =>
    locations.flatMap(({ line = 1, column = 1, endLine = line, endColumn = 1 }) =>
      line >= 1 && column >= 1 && endLine >= line && endColumn >= 1 ? [] : [`${rule} points at ${line}:${column}`],
    ),
  );
  return [
    ...report.findings.filter(({ outcome }) => outcome === 'error').map(({ rule, message }) => `${rule}: ${message}`),
    ...report.coverage.skipped
      .filter(({ path }) => path.startsWith('(reader '))
      .map(({ path, reason }) => `${path} ${reason}`),
    ...places,
    ...(time > most ? [`took ${Math.round(time)} ms`] : []),
    ...(({} as Record<string, unknown>)['polluted'] === undefined ? [] : ['a prototype was changed']),
  ];
};
