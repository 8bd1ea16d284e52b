import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'rolldown';
import { standardModules, standardOf } from './plugin.ts';
import { UserError } from '../errors.ts';

const root = process.cwd();
const dist = join(root, 'dist');

// The standard is shipped as JSON beside the code: one file for what every start may need, one per template with its programs,
// one with the rules. Each is read only by the commands that need it.
function writeStandard(): void {
  const { standard, files } = standardOf(root);
  const { rules, ...index } = standard;
  const folder = join(dist, 'standard');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'index.json'), JSON.stringify(index));
  writeFileSync(join(folder, 'rules.json'), JSON.stringify(rules));
  for (const [id, programs] of Object.entries(files)) writeFileSync(join(folder, `${id.replace('/', '.')}.json`), JSON.stringify(programs));
}

try {
  rmSync(dist, { recursive: true, force: true });
  writeStandard();
} catch (error) {
  if (!(error instanceof UserError)) throw error;
  process.stderr.write(`error: ${error.message}\n  ${error.hint}\n`);
  process.exit(error.exitCode);
}

export default defineConfig({
  input: { cli: 'src/cli/main.ts', index: 'src/index.ts', plopfile: 'generators/plopfile.ts' },
  platform: 'node',
  plugins: [standardModules(root)],
  // One inquirer: plop's own older copy would only be bundled beside ours and never run.
  resolve: { alias: { inquirer: join(root, 'node_modules/inquirer') } },
  output: {
    dir: 'dist',
    format: 'esm',
    minify: true,
    chunkFileNames: '[name].js',
    comments: false,
  },
});
