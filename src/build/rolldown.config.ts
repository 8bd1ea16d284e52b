import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'rolldown';
import { UserError } from '../errors.ts';
import { bundledLicenses } from './licenses.ts';
import report from '../report/schemas/report-1.json' with { type: 'json' };
import { embedded, settingsSchemas, standardModules, standardOf, versionOf } from './plugin.ts';

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

const config = defineConfig({
  input: { cli: 'src/cli/main.ts', index: 'src/index.ts', plopfile: 'generators/plopfile.ts' },
  platform: 'node',
  plugins: [standardModules(root), bundledLicenses(Object.values(embedded).map((file) => join(root, file)))],
  // The parser of Terraform brings an `eval` that is reached only by native extensions of WebAssembly, which we have none of.
  checks: { eval: false },
  transform: { define: { packageVersion: JSON.stringify(versionOf(root)) } },
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
    // and writes. Libraries that only some commands need stay apart.
    codeSplitting: {
      groups: [
        {
          name: 'core',
          test: /src\/(disk\/streams|errors|answers\/(?!prompt)|catalog\/(?!check|folder)|cli\/(dispatch|options|args|answer-options|help|printable|terminal)|render\/words)/,
        },
        {
          name: 'make',
          test: /virtual:answer|ajv\/dist\/runtime|src\/(render\/(?!compile|words)|plan|disk\/(?!git|run)|commands\/(?!audit-plan|explain-here|post-steps|steering)|cli\/(create|add|run-service|made-text|plan-text|tree))/,
        },
        {
          name: 'audit',
          test: /src\/(audit|report\/(json|palette|pretty|tally|text)|kit|cli\/audit|commands\/(audit-plan|explain-here|steering))|virtual:(units|rule|settings)|templates\//,
        },
      ],
    },
  },
});

export default sound ? config : [];
