import type { Example } from '../catalog/types.ts';
import type { Explained, Verdict } from './explained.ts';
import type { Terminal } from './terminal.ts';

/** What is known of a rule, for a person: what it wants first, then how it comes out here, then examples. */
export function explanation(explained: Explained, verdicts: readonly Verdict[], { colors }: Terminal): string {
  const { rule, setBy, choices, examples, here, notRead, dialect } = explained;
  const section = (title: string, text: string): string => `${colors.bold(title)}\n${indent(text)}`;
  const sources = rule.sources.map(
    ({ document, section: at, url }) => `${document}, ${at}${url === undefined ? '' : ` <${url}>`}`,
  );
  const chosen = choices.map(({ name, title, default: value }) => `${name}: ${title} (default ${shown(value)})`);
  const example = (title: string, some: readonly Example[]): readonly string[] =>
    some.slice(0, 1).map((one) => section(`${title}: ${one.title}`, filesOf(one, colors.dim)));
  return [
    `${colors.bold(rule.id)}  ${rule.severity}${rule.stricter ? ` (${rule.stricter.severity} from tier ${rule.stricter.tier} on)` : ''}, tier ${rule.tier}, ${rule.kind}, since ${rule.since}, step ${rule.step} of 4${setBy === undefined ? '' : ` (set by ${setBy})`}\n${rule.title}`,
    ...verdicts.map(({ title, text }) => section(title, text)),
    section('Why', rule.why.trim()),
    section('How to fix', rule.fix.trim()),
    section('Sources', sources.join('\n')),
    ...(rule.falsePositives.length === 0 ? [] : [section('Not reported', rule.falsePositives.join('\n'))]),
    ...(chosen.length === 0 ? [] : [section('Choices', chosen.join('\n'))]),
    ...Object.entries(notRead).map(([name, why]) => section(`Nothing to judge in ${name}`, why)),
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

const indent = (text: string): string =>
  text
    .split('\n')
    .map((line) => (line === '' ? '' : `  ${line}`))
    .join('\n');
