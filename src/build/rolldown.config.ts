import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'rolldown';
import { UserError } from '../errors.ts';
import { bundledLicenses } from './licenses.ts';
import report from '../report/schemas/report-1.json' with { type: 'json' };
import { embedded, settingsSchemas, standardModules, sourceDigestOf, standardOf, versionOf } from './plugin.ts';

const root = process.cwd();
const dist = join(root, 'dist');

const bare = { examples: { pass: [], fail: [] }, mutations: [] };

// The standard is shipped as JSON beside the code: one file for what every start may need, one per template with its programs,
// one with the rules. Each is read only by the commands that need it.
function writeStandard(): void {
  const { standard, files } = standardOf(root);
  const { rules, ...index } = standard;
  const folder = join(dist, 'standard');
  rmSync(dist, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'index.json'), JSON.stringify(index));
  // Examples are most of a rule and few commands show them.
  writeFileSync(join(folder, 'rules.json'), JSON.stringify(rules.map((rule) => ({ ...rule, ...bare }))));
  writeFileSync(
    join(folder, 'examples.json'),
    JSON.stringify(Object.fromEntries(rules.map((rule) => [rule.id, rule.examples]))),
  );
  mkdirSync(join(dist, 'schemas'));
  for (const [name, schema] of Object.entries({ ...settingsSchemas, 'report-1': report })) {
    writeFileSync(join(dist, 'schemas', `${name}.json`), `${JSON.stringify(schema, undefined, 2)}\n`);
  }
  for (const [id, programs] of Object.entries(files)) {
    writeFileSync(join(folder, `${id.replace('/', '.')}.json`), JSON.stringify(programs));
  }
}

let sound = true;
try {
  writeStandard();
} catch (error) {
  if (!(error instanceof UserError)) throw error;
  process.stderr.write(`error: ${error.message}\n  ${error.hint}\n`);
  // rolldown has to end by itself to remove the bundled copy of this file that it runs.
  const { exitCode } = error;
  process.on('exit', () => (process.exitCode = exitCode));
  sound = false;
}

/** A dialect's code is a chunk of its own: few repositories have more than one dialect of a kind. */
const dialectOf = (id: string): string | null => {
  const [, kind, dialect] = /templates\/([^/]+)\/([^/]+)\//.exec(id) ?? [];
  return kind === undefined ? null : `read.${kind}.${dialect}`;
};

const config = defineConfig({
  input: {
    cli: 'src/cli/main.ts',
    index: 'src/index.ts',
    plopfile: 'generators/plopfile.ts',
    worker: 'src/fleet/worker.ts',
  },
  platform: 'node',
  plugins: [standardModules(root), bundledLicenses(Object.values(embedded).map((file) => join(root, file)))],
  // The parser of Terraform brings an `eval` that is reached only by native extensions of WebAssembly, which we have none of.
  checks: { eval: false },
  // No module of ours does anything when it is loaded but those that are started: what nobody uses is not loaded either.
  treeshake: {
    moduleSideEffects: [
      { test: /\/(src\/cli\/main|src\/fleet\/worker|generators\/plopfile)\.ts$/, sideEffects: true },
      { test: /\/(src|templates|generators)\//, sideEffects: false },
    ],
  },
  transform: {
    define: { packageVersion: JSON.stringify(versionOf(root)), sourceDigest: JSON.stringify(sourceDigestOf(root)) },
  },
  // One inquirer: plop's own older copy would only be bundled beside ours and never run.
  resolve: {
    alias: {
      inquirer: join(root, 'node_modules/inquirer'),
      '@inquirer/external-editor': join(root, 'src/build/no-editor.ts'),
    },
  },
  output: {
    dir: 'dist',
    // CommonJS starts in four fifths of the time of ES modules, whose loader is a program of its own.
    format: 'cjs',
    entryFileNames: '[name].cjs',
    minify: true,
    comments: false,
    chunkFileNames: '[name].cjs',
    // Every file costs a start some CPU, so what one command needs travels together: `core` parses and helps, `make` renders
    // and writes, and takes of the rooms that an audit shares what that has left. Libraries that only some commands need stay apart.
    codeSplitting: {
      groups: [
        {
          name: 'core',
          test: /src\/(disk\/(streams|fs-error|pending|read-below|repository-root)|errors|report\/(json|palette|text)|answers\/(?!prompt)|catalog\/(?!check|folder)|cli\/(dispatch|options|args|answer-options|help|printable|terminal)|render\/words)/,
        },
        {
          name: 'audit',
          test: /js-yaml|src\/(audit|report\/(overview|pretty|tally)|kit\/(at|digest|index|judge|reader|scope|values)\.|cli\/(audit|outputs|report-stream)|commands\/(tree-at|audit-folder|hand-over|kept-verdicts)|fleet\/(limits|progress|watched)|disk\/(tree|walk|decode|clock|write-report|head|nested|read-below|git-index|verdict-store|worker-file))|virtual:unit-index/,
        },
        {
          name: 'make',
          test: /virtual:answer|ajv\/dist\/runtime|src\/(render\/(?!compile|words)|plan|disk\/(?!git\.|run|code-cache|tiering)|commands\/(?!audit-plan|explain-here|post-steps|steering)|cli\/(create|add|run-service|made-text|plan-text|tree))/,
        },
        {
          name: 'common',
          test: /virtual:(?:common-units|visitor-keys)|templates\/[^/]+\/([^/]+\.ts|rules\/)|src\/kit\/(?!hcl|terraform)/,
        },
        // Half of the kit is for one language, and only readers of it ask for it.
        { name: 'terraform', test: /src\/kit\/(hcl|terraform)/ },
        // After the others, since a group takes along what its modules import.
        {
          name: dialectOf,
          debugName: 'dialects',
          test: /templates\/[^/]+\/(?!rules\/)[^/]+\//,
        },
      ],
    },
  },
});

export default sound ? config : [];
