import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { standardModules, versionOf } from '../src/build/plugin.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

export default defineConfig({
  root,
  plugins: [standardModules(root)],
  define: { packageVersion: JSON.stringify(versionOf(root)) },
  test: { include: ['test/{contract,unit,scenario}/**/*.test.ts'], testTimeout: 30_000 },
});
