import {
  chmodSync,
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { inject } from 'vitest';
import { describe, expect, it } from 'vitest';
import { world } from './harness/tool.ts';
import type { Ended } from './harness/tool.ts';

/** An installation of its own, and an audit with it that always says the same. */
function installation() {
  const { folder, run } = world();
  const checkout = inject('checkout');
  const dist = join(folder, '..', 'installed', 'dist');
  cpSync(join(checkout, 'dist'), dist, { recursive: true, filter: (path) => !path.endsWith('.cache') });
  cpSync(join(checkout, 'package.json'), join(dist, '..', 'package.json'));
  const cache = join(dist, '.cache');
  return {
    dist,
    files: (): readonly string[] =>
      existsSync(cache)
        ? readdirSync(cache, { recursive: true, withFileTypes: true }).flatMap((entry) =>
            entry.isFile() ? [join(entry.parentPath, entry.name)] : [],
          )
        : [],
    audit: (env: NodeJS.ProcessEnv = {}): Ended =>
      run(['audit', join(checkout, 'templates'), '--format', 'json', '--fail-on', 'never'], {
        node: [join(dist, 'cli.cjs')],
        env,
      }),
  };
}

describe('code that was compiled once', () => {
  it('is kept in the folder of the package, and the next run with it says the same and writes nothing', () => {
    const { audit, files } = installation();
    const first = audit();
    const kept = files();
    expect(kept.length).toBeGreaterThan(2);
    const written = kept.map((path) => statSync(path).mtimeMs);
    expect(audit()).toEqual(first);
    expect(files().map((path) => statSync(path).mtimeMs)).toEqual(written);
  });

  it('is compiled and kept again when a part of it was lost', () => {
    const { audit, files } = installation();
    const first = audit();
    for (const path of files()) writeFileSync(path, readFileSync(path).fill(0, 0, 200));
    expect(audit()).toEqual(first);
    for (const path of files()) writeFileSync(path, readFileSync(path).fill(0, 5000));
    expect(audit()).toEqual(first);
    for (const path of files()) truncateSync(path, 5000);
    expect(audit()).toEqual(first);
    for (const path of files()) writeFileSync(path, '');
    expect(audit()).toEqual(first);
    expect(files().every((path) => statSync(path).size > 0)).toBe(true);
  });

  it('is not kept in CI, for --version or --help', () => {
    const { audit, files, dist } = installation();
    expect(audit({ CI: 'true' }).code).toBe(0);
    const { run } = world();
    for (const flag of ['--version', '--help']) expect(run([flag], { node: [join(dist, 'cli.cjs')] }).code).toBe(0);
    expect(files()).toEqual([]);
  });

  it.skipIf(process.getuid?.() === 0)('is not missed where nothing can be written', () => {
    const { audit, files, dist } = installation();
    chmodSync(dist, 0o555);
    try {
      expect(audit().code).toBe(0);
      expect(files()).toEqual([]);
    } finally {
      chmodSync(dist, 0o755);
    }
  });
});
