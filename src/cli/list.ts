import type { ShippedStandard } from '../catalog/shipped.ts';
import { UserError } from '../errors.ts';
import { parseArguments } from './args.ts';
import type { Command } from './options.ts';
import type { Terminal } from './terminal.ts';

type Row = Readonly<Record<string, unknown>> & { readonly id: string; readonly title: string };

/** `create-service list [templates|rules|archetypes|choices]`: what the standard has. */
export function list(argv: readonly string[], command: Command, shipped: ShippedStandard, terminal: Terminal): number {
  const { positionals, values } = parseArguments(argv, command.options);
  const [what] = positionals;
  const { standard } = shipped;
  const sources: Readonly<Record<string, () => readonly Row[]>> = {
    archetypes: () =>
      standard.archetypes.map(({ id, title, description, templates }) => ({ id, title, description, templates })),
    templates: () =>
      standard.kinds.flatMap((kind) =>
        kind.templates.map(({ id, title, version, description }) => ({ id, title, version, description })),
      ),
    rules: () =>
      shipped
        .rules()
        .map(({ id, title, kind, severity, tier, step, since }) => ({ id, title, kind, severity, tier, step, since })),
    choices: () =>
      standard.kinds.flatMap((kind) =>
        Object.entries(kind.choices).map(([id, choice]) => ({ id, ...choice, kind: kind.id })),
      ),
  };
  if (positionals.length > 1 || (what !== undefined && !Object.hasOwn(sources, what))) {
    throw new UserError(
      `There is no list of ${positionals.join(' ')}.`,
      `Choose one of ${Object.keys(sources).join(', ')}.`,
    );
  }
  const chosen = Object.entries(sources)
    .filter(([name]) => what === undefined || name === what)
    .map(([name, rows]) => [name, rows()] as const)
    // Of choices there may be none, and then most have no use for them.
    .filter(([name, rows]) => name === what || name !== 'choices' || rows.length > 0);
  if (values['format'] === 'json') {
    const { version, digest } = standard;
    terminal.print(
      `${JSON.stringify({ schemaVersion: 1, standard: { version, digest }, ...Object.fromEntries(chosen) }, undefined, 2)}\n`,
    );
    return 0;
  }
  const { colors } = terminal;
  const width = Math.max(...chosen.flatMap(([, rows]) => rows.map((row) => row.id.length)));
  const line = (row: Row): string => {
    const severity =
      typeof row['severity'] === 'string' ? ` ${colors.dim(`${row['severity']}·T${String(row['tier'])}`)} ` : '';
    return `  ${row.id.padEnd(width)} ${severity} ${row.title}`;
  };
  terminal.print(
    chosen.map(([name, rows]) => [colors.bold(`${name} (${rows.length})`), ...rows.map(line)].join('\n')).join('\n\n'),
  );
  return 0;
}
