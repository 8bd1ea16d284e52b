import { ruleOf } from '../catalog/find.ts';
import type { ShippedStandard } from '../catalog/shipped.ts';
import type { Example, Rule } from '../catalog/types.ts';
import { UserError } from '../errors.ts';
import { parseArguments } from './args.ts';
import type { Command } from './options.ts';
import type { Terminal } from './terminal.ts';

/** `create-service explain <rule>`: why, how to fix, sources, and an example that passes and one that fails. */
export function explain(
  argv: readonly string[],
  command: Command,
  shipped: ShippedStandard,
  terminal: Terminal,
): number {
  const { positionals, values } = parseArguments(argv, command.options);
  const [id, ...more] = positionals;
  if (id === undefined || more.length > 0)
    throw new UserError('Name one rule to explain.', '`create-service list rules` shows all.');
  const bare = ruleOf({ ...shipped.standard, rules: shipped.rules() }, id);
  const rule = { ...bare, examples: shipped.examples()[bare.id] ?? bare.examples };
  terminal.print(
    values['format'] === 'json'
      ? `${JSON.stringify({ schemaVersion: 1, rule }, undefined, 2)}\n`
      : explanation(rule, terminal),
  );
  return 0;
}

function explanation(rule: Rule, { colors }: Terminal): string {
  const section = (title: string, text: string): string => `${colors.bold(title)}\n${indent(text)}`;
  const sources = rule.sources.map(
    ({ document, section: at, url }) => `${document}, ${at}${url === undefined ? '' : ` <${url}>`}`,
  );
  return [
    `${colors.bold(rule.id)}  ${rule.severity}, tier ${rule.tier}, ${rule.kind}, since ${rule.since}\n${rule.title}`,
    section('Why', rule.why.trim()),
    section('How to fix', rule.fix.trim()),
    section('Sources', sources.join('\n')),
    ...(rule.falsePositives.length === 0 ? [] : [section('Not reported', rule.falsePositives.join('\n'))]),
    ...rule.examples.pass
      .slice(0, 1)
      .map((example) => section(`Passes: ${example.title}`, filesOf(example, colors.dim))),
    ...rule.examples.fail
      .slice(0, 1)
      .map((example) => section(`Fails: ${example.title}`, filesOf(example, colors.dim))),
  ].join('\n\n');
}

const filesOf = ({ files }: Example, dim: (text: string) => string): string =>
  Object.entries(files)
    .map(([path, text]) => `${dim(path)}\n${indent(text.trimEnd())}`)
    .join('\n');

const indent = (text: string): string =>
  text
    .split('\n')
    .map((line) => (line === '' ? '' : `  ${line}`))
    .join('\n');
