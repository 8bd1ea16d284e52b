import { flagOf } from '../answers/questions.ts';
import { allowedBy } from '../catalog/choices.ts';
import type { Kind, Question, Rule, Standard, Template } from '../catalog/types.ts';

/** The pages of docs/ that follow from the standard: path to text. A test compares them with what is committed. */
export function pagesOf(standard: Standard): ReadonlyMap<string, string> {
  const rules = [...standard.rules].sort((a, b) => (a.id < b.id ? -1 : 1));
  return new Map([
    ['docs/rules/README.md', rulesIndex(standard, rules)],
    ...rules.map((rule): [string, string] => [`docs/rules/${rule.id}.md`, rulePage(rule)]),
    ['docs/templates/README.md', templatesIndex(standard)],
    ...standard.kinds.flatMap((kind) =>
      kind.templates.map((template): [string, string] => [
        `docs/templates/${kind.id}-${template.name}.md`,
        templatePage(kind, template),
      ]),
    ),
  ]);
}

const origin = '<!-- Made by `npm run docs` from templates/. Edits here are lost. -->';

const page = (...parts: readonly string[]): string => `${[origin, ...parts].map((part) => part.trim()).join('\n\n')}\n`;

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ').trim();

const row = (...cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [row(...head), row(...head.map(() => '---')), ...rows.map((cells) => row(...cells))].join('\n');

function rulesIndex({ kinds, version }: Standard, rules: readonly Rule[]): string {
  const sections = kinds.flatMap((kind) => {
    const own = rules.filter((rule) => rule.kind === kind.id);
    if (own.length === 0) return [];
    const rows = own.map((rule) => [`[${rule.id}](${rule.id}.md)`, rule.title, rule.severity, String(rule.tier)]);
    return [`## ${kind.title}`, table(['rule', 'what it demands', 'severity', 'tier'], rows)];
  });
  return page(
    `# The ${rules.length} rules of standard ${version}`,
    'A rule applies when its tier is at most the tier of the service. [How to audit](../audit.md).',
    ...sections,
    ...choicesSection(kinds),
  );
}

/** Where the sources disagree, and what may be chosen. */
const choicesSection = (kinds: readonly Kind[]): readonly string[] => {
  const rows = kinds.flatMap(({ choices }) =>
    Object.entries(choices).map(([name, choice]) => [
      `\`${name}\``,
      `${choice.title}. ${choice.why}`,
      allowedBy(choice),
      choice.list && (choice.default as readonly string[]).length === 0 ? 'none' : `\`${String(choice.default)}\``,
      choice.decidedBy ?? 'repository or organisation',
    ]),
  );
  return rows.length === 0 ? [] : ['## Choices', table(['name', 'what it is', 'value', 'default', 'chosen by'], rows)];
};

function rulePage(rule: Rule): string {
  const sources = rule.sources.map(
    ({ document, section, url }) => `- ${document}, ${url === undefined ? section : `[${section}](${url})`}`,
  );
  return page(
    `# ${rule.id}`,
    `**${rule.title}**`,
    `${rule.severity}${stricterOf(rule)}, tier ${rule.tier}, part of ${rule.kind}, since ${rule.since}, step ${rule.step} of 4. Judged by ${rule.schema === undefined ? 'code' : 'a JSON Schema'} over the ${rule.kind} model.`,
    `## Why\n\n${rule.why}`,
    `## How to fix\n\n${rule.fix}`,
    `## Sources\n\n${sources.join('\n')}`,
    ...(rule.falsePositives.length === 0
      ? []
      : [`## Not reported\n\n${rule.falsePositives.map((text) => `- ${text}`).join('\n')}`]),
    ...(rule.choices.length === 0
      ? []
      : [
          `## Choices\n\nIt reads ${rule.choices.map((name) => `\`${name}\``).join(', ')}: [all choices](README.md#choices).`,
        ]),
    ...rule.examples.pass.map((example) => `## Passes: ${example.title}\n\n${filesOf(example.files)}`),
    ...rule.examples.fail.map((example) => `## Fails: ${example.title}\n\n${filesOf(example.files)}`),
  );
}

const stricterOf = ({ stricter }: Rule): string =>
  stricter === undefined ? '' : ` (${stricter.severity} from tier ${stricter.tier} on)`;

const filesOf = (files: Readonly<Record<string, string>>): string =>
  Object.entries(files)
    .map(([path, text]) => {
      const fence = text.includes('```') ? '````' : '```';
      return `\`${path}\`\n\n${fence}${languageOf(path)}\n${text.trimEnd()}\n${fence}`;
    })
    .join('\n\n');

const languageOf = (path: string): string =>
  /\.(ya?ml|json|ts|js|md|sh)$/.exec(path)?.[1] ?? (path.endsWith('Dockerfile') ? 'dockerfile' : '');

function templatesIndex({ kinds, archetypes, version }: Standard): string {
  const rows = kinds.flatMap((kind) =>
    kind.templates.map((template) => [
      `[${template.id}](${kind.id}-${template.name}.md)`,
      template.version,
      template.description,
    ]),
  );
  const sets = archetypes.map(({ id, title, templates }) => [
    `\`${id}\``,
    title,
    Object.entries(templates)
      .map(([kind, name]) => `${kind}/${name}`)
      .join(', '),
  ]);
  return page(
    `# The templates of standard ${version}`,
    table(['template', 'version', 'what it is'], rows),
    '## Archetypes',
    table(['archetype', 'title', 'templates'], sets),
  );
}

function templatePage(kind: Kind, template: Template): string {
  const questions = [...kind.questions, ...template.questions];
  const rows = questions.map((question) => [
    `\`--${flagOf(question)}\``,
    question.title,
    choicesOf(question),
    defaultOf(question),
  ]);
  return page(
    `# ${template.id}`,
    template.description,
    `Version ${template.version}. More in [its README](../../templates/${template.id}/README.md).`,
    ...(rows.length === 0 ? [] : ['## Questions', table(['flag', 'question', 'choices', 'default'], rows)]),
  );
}

function choicesOf({ enum: choices, type, minimum, maximum, patternHint }: Question): string {
  if (choices !== undefined) return choices.map((choice) => `\`${choice}\``).join(', ');
  if (type === 'boolean') return '`true`, `false`';
  if (minimum !== undefined || maximum !== undefined) return `${minimum ?? ''} to ${maximum ?? ''}`;
  return patternHint ?? type;
}

const defaultOf = ({ default: value, placeholder }: Question): string =>
  `${typeof value === 'object' ? 'follows from other answers' : `\`${String(value)}\``}${placeholder ? ' (an example: replace it)' : ''}`;
