import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { reportFormats } from '../../../src/cli/options.ts';
import { fill, snapshot } from '../disk/harness/world.ts';
import { world } from './harness/tool.ts';

/** A user, two repositories of theirs, and what is kept of them. */
function scene() {
  const { folder, env, run } = world();
  fill(join(folder, 'orders'), { 'catalog-info.yaml': 'spec: { owner: shop }\n', 'src/main.ts': 'export {};\n' });
  fill(join(folder, 'bills'), { 'catalog-info.yaml': 'spec: {}\n' });
  const home = env.HOME ?? '';
  const usual = join(home, '.cache/create-service/verdicts');
  const kept = (place = usual): readonly string[] =>
    existsSync(place) ? readdirSync(place).filter((name) => name.endsWith('.verdict')) : [];
  return { folder, home, usual, kept, run };
}

describe('a second audit', () => {
  it.each(reportFormats.flatMap((format) => [[format], [format, '--jobs', '2']]))(
    'prints the same as the first, in format %s %s %s',
    (format, ...jobs) => {
      const { kept, run } = scene();
      const argv = ['audit', 'orders', 'bills', 'nowhere', '--format', format, ...jobs];
      const anew = run([...argv, '--no-cache']);
      expect(kept()).toEqual([]);
      const first = run(argv);
      expect(kept()).toHaveLength(2);
      expect([first, run(argv)]).toEqual([anew, anew]);
      expect(anew.stderr).toBe('');
    },
  );

  it('writes the same files, and changes nothing in the repositories', () => {
    const { folder, run } = scene();
    const argv = [
      'audit',
      'orders',
      '--output',
      'html=a.html',
      '--output',
      'json=a.json',
      '--write-baseline',
      'b.yaml',
    ];
    run(argv);
    const before = snapshot(folder);
    run(argv);
    expect(snapshot(folder)).toEqual(before);
  });

  it('tells what has changed since', () => {
    const { folder, run } = scene();
    const audit = () => run(['audit', 'orders', '--format', 'json']).stdout;
    const first = audit();
    writeFileSync(join(folder, 'orders/catalog-info.yaml'), 'spec: { owner: 1234 }\n');
    expect(audit()).not.toBe(first);
  });
});

describe('where verdicts are kept', () => {
  it('is the folder of the user for what programs can make again', () => {
    const { home, kept, run } = scene();
    run(['audit', 'orders'], { env: { XDG_CACHE_HOME: join(home, 'mine') } });
    expect([kept().length, kept(join(home, 'mine/create-service/verdicts')).length]).toEqual([0, 1]);
    run(['audit', 'orders'], { env: { XDG_CACHE_HOME: 'relative' } });
    expect(kept()).toHaveLength(1);
  });

  it('is nowhere in CI, but where --cache says', () => {
    const { folder, kept, run } = scene();
    run(['audit', 'orders'], { env: { CI: 'true' } });
    expect(kept()).toEqual([]);
    run(['audit', 'orders', '--cache', 'a/b'], { env: { CI: 'true' } });
    expect(kept(join(folder, 'a/b'))).toHaveLength(1);
  });

  it('is nowhere for a user without a home', () => {
    const { folder, run } = scene();
    const before = snapshot(folder);
    const { code, stderr } = run(['audit', 'orders', '--fail-on', 'never'], { env: { HOME: '' } });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(snapshot(folder)).toEqual(before);
  });

  it('is nowhere where the usual folder cannot be made, and the audit is the same', () => {
    const { home, run } = scene();
    const anew = run(['audit', 'orders', '--no-cache']);
    writeFileSync(join(home, '.cache'), 'a file\n');
    expect(run(['audit', 'orders'])).toEqual(anew);
    expect(readFileSync(join(home, '.cache'), 'utf8')).toBe('a file\n');
  });

  it('must be a folder that can be made, where it is named', () => {
    const { folder, run } = scene();
    writeFileSync(join(folder, 'taken'), '');
    const { code, stdout, stderr } = run(['audit', 'orders', '--cache', 'taken']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('Cannot make taken');
  });

  it('cannot be named and refused at once', () => {
    const { code, stderr } = scene().run(['audit', 'orders', '--cache', 'here', '--no-cache']);
    expect(code).toBe(2);
    expect(stderr).toContain('--cache and --no-cache are opposites.');
  });

  it('may lie in the repository that is audited: its own files are no part of it', () => {
    const { folder, kept, run } = scene();
    const argv = ['audit', 'orders', '--cache', 'orders/kept/here', '--format', 'json'];
    const first = run(argv);
    expect(kept(join(folder, 'orders/kept/here'))).toHaveLength(1);
    expect(run(argv)).toEqual(first);
    const skipped = [{ path: 'kept/here', reason: 'verdicts of earlier audits', incomplete: false }];
    expect(JSON.parse(first.stdout)).toMatchObject({ repositories: [{ coverage: { files: 2, skipped } }] });
  });
});
