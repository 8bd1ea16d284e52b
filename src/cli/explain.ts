import { relative } from 'node:path';
import type { Preset } from '../audit/preset.ts';
import { choicesOf } from '../catalog/choices.ts';
import { ruleOf } from '../catalog/find.ts';
import type { ShippedStandard } from '../catalog/shipped.ts';
import type { Example, Rule, Standard } from '../catalog/types.ts';
import type { Here } from '../commands/explain-here.ts';
import { repositoryRoot } from '../disk/repository-root.ts';
import { UserError } from '../errors.ts';
import { parseArguments } from './args.ts';
import { explanation } from './explain-text.ts';
import type { Explained } from './explained.ts';
import type { Command } from './options.ts';
import type { Terminal } from './terminal.ts';

/** `create-service explain <rule>`: why, how to fix, sources, examples in the dialect at hand, and how the rule comes out here. */
export async function explain(
  argv: readonly string[],
  command: Command,
  shipped: ShippedStandard,
  terminal: Terminal,
): Promise<number> {
  const { positionals, values } = parseArguments(argv, command.options);
  const [id, ...more] = positionals;
  if (id === undefined || more.length > 0)
    throw new UserError('Name one rule to explain.', '`create-service list rules` shows all.');
  const standard: Standard = { ...shipped.standard, rules: shipped.rules() };
  const bare = ruleOf(standard, id);
  const preset = await presetAt(values['preset'], standard);
  const here = await verdictHere(bare, standard, preset);
  const set = preset === undefined ? bare : await asSet(bare, preset);
  const rule = { ...set, examples: shipped.examples()[id] ?? bare.examples };
  const explained = { ...explainedOf(rule, standard, here), ...(set !== bare && preset && { setBy: preset.name }) };
  if (values['format'] === 'json') {
    const { renderExplained } = await import('../report/explained-json.ts');
    terminal.print(renderExplained(explained));
    return 0;
  }
  const verdicts =
    here === null ? [] : (await import('./explain-verdict.ts')).verdictsOf(here.services, rule, terminal);
  terminal.print(explanation(explained, verdicts, terminal));
  return 0;
}

/** The preset that the user named. What reads it is loaded only where one is. */
async function presetAt(path: string | true | undefined, standard: Standard): Promise<Preset | undefined> {
  return path === undefined ? undefined : (await import('../commands/steering.ts')).readPreset(standard, path);
}

/** The rule with the severity and tier that a preset gives it. */
async function asSet(rule: Rule, { rules }: Preset): Promise<Rule> {
  return (await import('../audit/overrides.ts')).withOverrides([rule], rules)[0] ?? rule;
}

/** How the rule comes out in the repository around. The engine is loaded only when there is one. */
async function verdictHere(rule: Rule, standard: Standard, preset: Preset | undefined): Promise<Here | null> {
  const root = repositoryRoot('.');
  if (root === undefined) return null;
  const { explainHere } = await import('../commands/explain-here.ts');
  return explainHere(root, relative(process.cwd(), root) || '.', rule, standard, preset);
}

function explainedOf(rule: Rule, { kinds }: Standard, here: Here | null): Explained {
  const known = choicesOf(kinds);
  const dialects = kinds.find(({ id }) => id === rule.kind)?.dialects ?? [];
  const used = here?.dialects ?? [];
  const has = (dialect: string): boolean => rule.examples.fail.some((example) => example.dialect === dialect);
  const dialect = [...used, ...dialects].find(has) ?? null;
  const those = (examples: readonly Example[]): readonly Example[] => {
    const own = examples.filter((example) => dialect === null || example.dialect === dialect);
    return own.length > 0 ? own : examples;
  };
  return {
    rule,
    choices: rule.choices.flatMap((name) => {
      const choice = known.get(name);
      return choice === undefined ? [] : [{ name, title: choice.title, default: choice.default }];
    }),
    dialect,
    examples: { pass: those(rule.examples.pass), fail: those(rule.examples.fail) },
    notRead: Object.fromEntries(Object.entries(rule.notRead).filter(([name]) => used.includes(name))),
    here,
  };
}
