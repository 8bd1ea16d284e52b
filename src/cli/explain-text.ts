import type { Example } from '../catalog/types.ts';
import type { Explained, Verdict } from './explained.ts';
import { wrap } from '../report/text.ts';
import type { Terminal } from './terminal.ts';

const mostColumns = 100;

/** What is known of a rule, for a person: what it wants first, then how it comes out here, then examples. */
export function explanation(explained: Explained, verdicts: readonly Verdict[], { colors, columns }: Terminal): string {
  const { rule, setBy, choices, examples, here, notRead, dialect } = explained;
  const section = (title: string, text: string): string => `${colors.bold(title)}\n${indent(text)}`;
  const prose = (title: string, text: string): string => `${colors.bold(title)}\n${fitted(text, columns)}`;
  const sources = rule.sources.map(
    ({ document, section: at, url }) => `${document}, ${at}${url === undefined ? '' : ` <${url}>`}`,
  );
  const chosen = choices.map(({ name, title, default: value }) => `${name}: ${title} (default ${shown(value)})`);
  const example = (title: string, some: readonly Example[]): readonly string[] =>
    some.slice(0, 1).map((one) => section(`${title}: ${one.title}`, filesOf(one, colors.dim)));
  return [
    `${colors.bold(rule.id)}  ${rule.severity}${rule.stricter ? ` (${rule.stricter.severity} from tier ${rule.stricter.tier} on)` : ''}, tier ${rule.tier}, ${rule.kind}, since ${rule.since}, step ${rule.step} of 4${setBy === undefined ? '' : ` (set by ${setBy})`}\n${rule.title}`,
    ...verdicts.map(({ title, text }) => prose(title, text)),
    prose('Why', rule.why.trim()),
    prose('How to fix', rule.fix.trim()),
    prose('Sources', sources.join('\n')),
    ...(rule.falsePositives.length === 0 ? [] : [prose('Not reported', rule.falsePositives.join('\n'))]),
    ...(chosen.length === 0 ? [] : [prose('Choices', chosen.join('\n'))]),
    ...Object.entries(notRead).map(([name, why]) => prose(`Nothing to judge in ${name}`, why)),
    ...example(
      dialect !== null && (here?.dialects.includes(dialect) ?? false) ? `Passes (${dialect})` : 'Passes',
      examples.pass,
    ),
    ...example(
      dialect !== null && (here?.dialects.includes(dialect) ?? false) ? `Fails (${dialect})` : 'Fails',
      examples.fail,
    ),
  ].join('\n\n');
}

const shown = (value: unknown): string =>
  Array.isArray(value) && value.length === 0 ? 'none' : Array.isArray(value) ? value.join(', ') : String(value);

const filesOf = ({ files }: Example, dim: (text: string) => string): string =>
  Object.entries(files)
    .map(([path, text]) => `${dim(path)}\n${indent(text.trimEnd())}`)
    .join('\n');

/** Prose in the width of the terminal. In a list, what does not fit goes on a little further in, so that items are told apart. */
function fitted(text: string, columns: number): string {
  const hang = text.includes('\n') ? '  ' : '';
  const width = Math.min(columns, mostColumns) - hang.length;
  const lines = text.split('\n').flatMap((line) => {
    const [first = '', ...rest] = wrap(line.trim(), width, `  ${/^ */.exec(line)?.[0] ?? ''}`);
    return [first, ...rest.map((more) => `${hang}${more}`)];
  });
  return lines.join('\n');
}

const indent = (text: string): string =>
  text
    .split('\n')
    .map((line) => (line === '' ? '' : `  ${line}`))
    .join('\n');
