import { join } from 'node:path';
import { defineConfig } from 'rolldown';
import { standardModules, versionOf } from './plugin.ts';

const root = process.cwd();

/** Programs for those who work on the standard; they are not part of the package. Node 20 runs no TypeScript, so they are bundled too. */
export default defineConfig({
  input: {
    docs: 'src/build/docs.ts',
    bench: 'test/bench/main.ts',
    acceptance: 'test/acceptance/main.ts',
    fuzz: 'test/fuzz/main.ts',
  },
  platform: 'node',
  plugins: [standardModules(root)],
  external: [/^rolldown/, 'playwright-core'],
  transform: { define: { packageVersion: JSON.stringify(versionOf(root)) } },
  output: { dir: join('dist', 'tools'), format: 'esm', chunkFileNames: '[name].js' },
});
