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
    audit: (env: NodeJS.ProcessEnv = {}, paths = [join(checkout, 'templates')]): Ended =>
      run(['audit', ...paths, '--format', 'json', '--fail-on', 'never', '--no-cache'], {
        node: [join(dist, 'cli.cjs')],
        env,
      }),
  };
}

describe('code that was compiled once', () => {
  it('is kept in the folder of the package, and the next run with it says the same', () => {
    const { audit, files } = installation();
    const first = audit();
    expect(files().length).toBeGreaterThan(2);
    expect(audit()).toEqual(first);
  });

  it('grows when a run needs much more than those before, then is left alone', () => {
    const { audit, files } = installation();
    const sizes = (): number => files().reduce((sum, path) => sum + statSync(path).size, 0);
    const written = (): readonly number[] => files().map((path) => statSync(path).mtimeMs);
    for (let run = 0; run < 5; run += 1) audit({}, ['nowhere']);
    const least = sizes();
    audit();
    expect(sizes()).toBeGreaterThan(least * 1.1);
    audit();
    const settled = written();
    audit();
    audit({}, ['nowhere']);
    expect(written()).toEqual(settled);
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
