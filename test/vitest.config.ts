import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { standardModules, versionOf } from '../src/build/plugin.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const scenarios = 'test/scenario/cli/**/*.test.ts';

export default defineConfig({
  root,
  plugins: [standardModules(root)],
  define: { packageVersion: JSON.stringify(versionOf(root)), sourceDigest: JSON.stringify('as it is') },
  test: {
    testTimeout: 30_000,
    projects: [
      {
        extends: true,
        test: { name: 'inside', include: ['test/{contract,unit,scenario}/**/*.test.ts'], exclude: [scenarios] },
      },
      // These run the built tool as a child process.
      { extends: true, test: { name: 'built', include: [scenarios], globalSetup: ['test/support/built.ts'] } },
    ],
  },
});
