import { allQuestions } from '../answers/questions.ts';
import type { ShippedStandard } from '../catalog/shipped.ts';
import { kindOf, templateOf } from '../catalog/find.ts';
import { manifestAt } from '../commands/manifest-of.ts';
import { prepare } from '../commands/prepare.ts';
import { UserError } from '../errors.ts';
import type { Manifest } from '../plan/manifest.ts';
import { parseAnswering, questionOption } from './answer-options.ts';
import { readAnswersFile } from './answers-file.ts';
import { parseArguments } from './args.ts';
import { onConflictOf, recover } from './create.ts';
import type { Command } from './options.ts';
import { runService } from './run-service.ts';
import type { ServiceRun } from './service-run.ts';
import type { Terminal } from './terminal.ts';

/** `create-service add <kind/template>`: one more component for the service in the current folder, by the same plan. */
export async function add(
  argv: readonly string[],
  command: Command,
  shipped: ShippedStandard,
  terminal: Terminal,
): Promise<number> {
  return runService(await addition(argv, command, shipped, terminal));
}

/** What a run of add is, from its arguments: shared by the command and the plop generator. */
export async function addition(
  argv: readonly string[],
  command: Command,
  shipped: ShippedStandard,
  terminal: Terminal,
): Promise<ServiceRun> {
  const { standard } = shipped;
  const { positionals, values } = parseArguments(argv, [
    ...command.options,
    ...allQuestions(standard).map(questionOption),
  ]);
  const [id = '', ...more] = positionals;
  const [kind = '', name] = id.split('/');
  if (name === undefined || more.length > 0) {
    throw new UserError(
      'Name one template to add, as kind/template.',
      '`create-service list templates` shows them, such as monitoring/cloudwatch.',
    );
  }
  const root = process.cwd();
  const dryRun = values['dry-run'] === true;
  if (!dryRun) await recover(root, terminal);
  const manifest = manifestAt(root);
  refuseOtherStandard(manifest, standard.version);
  const added = templateOf(standard, kindOf(standard, kind).id, name);
  if (Object.hasOwn(manifest.templates, added.id))
    throw new UserError(`This service has ${added.id} already.`, 'Nothing is to be added.');
  const present = Object.keys(manifest.templates).map((template) =>
    templateOf(standard, template.split('/')[0] ?? '', template),
  );
  const order = standard.kinds.map((candidate) => candidate.id);
  const templates = [...present, added].sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
  const args = parseAnswering(argv, command, standard, templates);
  const file = typeof args.values['answers'] === 'string' ? await readAnswersFile(args.values['answers']) : {};
  refuseChanged(manifest, { ...file, ...args.flags });
  const sources = { flags: args.flags, file: { ...file, ...manifest.answers } };
  return {
    generator: 'component',
    shipped,
    args,
    sources,
    terminal,
    onConflict: onConflictOf(args, terminal),
    json: args.values['format'] === 'json',
    // A component goes into a repository that its team already has: committing it is theirs.
    options: {
      dryRun,
      git: false,
      added: [added],
      audit: args.values['no-audit'] !== true,
      install: args.values['install'] === true,
    },
    prepare: async (prompted) => prepare(shipped, root, { templates }, { ...sources, prompted }, manifest),
    place: () => '.',
  };
}

function refuseOtherStandard({ standard }: Manifest, version: string): void {
  if (standard.version === version) return;
  throw new UserError(
    `This service was made with standard ${standard.version}; this is ${version}.`,
    `Add with the version that made it: npx create-service@${standard.version} add …`,
  );
}

/** What the service was made with stays: changing it is another wish than adding a component. */
function refuseChanged({ answers }: Manifest, given: Readonly<Record<string, unknown>>): void {
  const changed = Object.keys(given).find(
    (name) => Object.hasOwn(answers, name) && String(given[name]) !== String(answers[name]),
  );
  if (changed === undefined) return;
  throw new UserError(
    `The service was made with ${changed} ${JSON.stringify(answers[changed])}; add does not change it.`,
    'Leave that answer out.',
  );
}
