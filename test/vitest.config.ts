import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { standardModules } from '../src/build/plugin.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

export default defineConfig({
  root,
  plugins: [standardModules(root)],
  test: { include: ['test/{contract,unit,scenario}/**/*.test.ts'], testTimeout: 30_000 },
});
