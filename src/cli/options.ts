/** One option of the command line; help, parsing and completion are derived from it. */
export interface Option {
  readonly name: string;
  /** What stands for the value in help; none for a switch. */
  readonly value?: string;
  readonly short?: string;
  readonly multiple?: true;
  /** Two of them are a mistake; of other options the last one counts. */
  readonly once?: true;
  readonly choices?: readonly string[];
  readonly help: string;
}

export interface Command {
  readonly name: string;
  readonly arguments: string;
  readonly summary: string;
  readonly options: readonly Option[];
  /** Whether the flags of kinds and questions belong to it. */
  readonly answers?: true;
}

const help: Option = { name: 'help', short: 'h', help: 'Show this help' };
const format: Option = {
  name: 'format',
  value: 'F',
  choices: ['pretty', 'json'],
  help: 'How the result is written: pretty or json',
};
/** The formats of an audit's report. */
export const reportFormats = ['pretty', 'json', 'sarif', 'junit', 'markdown', 'github', 'html'] as const;
export type ReportFormat = (typeof reportFormats)[number];

const preset: Option = {
  name: 'preset',
  value: 'FILE',
  once: true,
  help: "The organisation's settings: choices, severities, tiers, bounds of waivers",
};

const dryRun: Option = { name: 'dry-run', help: 'Show what would be written, and write nothing' };

const answering: readonly Option[] = [
  { name: 'set', value: 'key=value', multiple: true, help: 'Answer a question by its name (repeatable)' },
  { name: 'answers', value: 'FILE', help: 'Answers from a YAML or JSON file' },
  { name: 'yes', short: 'y', help: 'Take the default of every question that is not answered' },
];

const writing: readonly Option[] = [
  dryRun,
  format,
  {
    name: 'on-conflict',
    value: 'P',
    choices: ['ask', 'fail', 'skip', 'overwrite'],
    help: 'What to do with a file that stands there with other content: ask, fail, skip or overwrite',
  },
  { name: 'no-git', help: 'Do not make a git repository with a first commit' },
  { name: 'no-audit', help: 'Do not audit the result' },
  { name: 'install', help: 'Install the dependencies of the service' },
  help,
];

/** Every command, in the order of help. `create` is also what runs when no command is named. */
export const commands: readonly Command[] = [
  {
    name: 'create',
    arguments: '[dir]',
    summary: 'Make a new service from the standard',
    answers: true,
    options: [
      { name: 'archetype', value: 'A', help: 'A named set of templates and answers' },
      ...answering,
      ...writing,
    ],
  },
  {
    name: 'add',
    arguments: '<kind/template>',
    summary: 'Add a component to the service in the current folder',
    answers: true,
    options: [...answering, ...writing],
  },
  {
    name: 'audit',
    arguments: '[path …]',
    summary: 'Tell how far repositories are from the standard, where and why',
    options: [
      {
        ...format,
        choices: reportFormats,
        help: `How the report is written: ${reportFormats.slice(0, -1).join(', ')} or ${reportFormats.at(-1)}`,
      },
      {
        name: 'output',
        value: 'F=FILE',
        multiple: true,
        help: 'Write the report in format F to a file as well (repeatable)',
      },
      {
        name: 'fail-on',
        value: 'S',
        choices: ['must', 'should', 'may', 'never'],
        help: 'The least severity that makes the exit code 1; default must',
      },
      {
        name: 'tier',
        value: 'N',
        choices: ['1', '2', '3'],
        help: 'Judge as a service of this tier, whatever its descriptor says',
      },
      { name: 'rule', value: 'ID', multiple: true, help: 'Judge only this rule (repeatable)' },
      preset,
      {
        name: 'baseline',
        value: 'FILE',
        once: true,
        help: 'Findings of this file stood before and do not fail the audit; new ones do',
      },
      {
        name: 'write-baseline',
        value: 'FILE',
        once: true,
        help: 'Write such a file; of one that is there, only take out what is mended',
      },
      {
        name: 'jobs',
        value: 'N',
        help: 'Repositories that are audited at the same time; default one below 50 of them, else one per core, at most 8',
      },
      {
        name: 'cache',
        value: 'DIR',
        help: 'Keep verdicts in this folder, for repositories that do not change; default outside of CI: a folder of yours',
      },
      { name: 'no-cache', help: 'Judge anew, and keep nothing' },
      help,
    ],
  },
  {
    name: 'explain',
    arguments: '<rule>',
    summary: 'Why a rule is there, how to fix it, its sources and examples',
    options: [format, preset, help],
  },
  {
    name: 'list',
    arguments: '[templates|rules|archetypes|choices]',
    summary: 'Show what the standard has',
    options: [format, help],
  },
];

export function commandNamed(name: string): Command {
  const command = commands.find((candidate) => candidate.name === name);
  if (command === undefined) throw new Error(`there is no command ${name}`);
  return command;
}

/** Words of the command line that a later version will have: they are no folder names, so that no script breaks then. */
export const reservedCommands: readonly string[] = ['diff', 'update', 'adopt', 'fix', 'new', 'completion'];
