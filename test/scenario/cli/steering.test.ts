import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { world } from './harness/tool.ts';

/** A repository whose owner is a person, and the tool in it. */
function repository() {
  const { folder, run } = world();
  const write = (path: string, text: string): void => {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  write('catalog-info.yaml', 'kind: Component\nspec: { owner: joe }\n');
  return { folder, run, write, read: (path: string) => readFileSync(join(folder, path), 'utf8') };
}

describe('a baseline', () => {
  it('is written, holds from anywhere, and only shrinks', () => {
    const { folder, run, write, read } = repository();
    expect(run(['audit']).code).toBe(1);
    const written = run(['audit', '--write-baseline', 'baseline.json']);
    expect([written.code, written.stderr]).toEqual([0, 'baseline.json: 1 finding\n']);
    expect(run(['audit', '--baseline', 'baseline.json']).code).toBe(0);
    mkdirSync(join(folder, 'sub'));
    expect(run(['audit', '..', '--baseline', '../baseline.json'], { cwd: join(folder, 'sub') }).code).toBe(0);

    const before = read('baseline.json');
    write('catalog-info.yaml', 'kind: Component\nspec: { owner: jane }\n');
    const grown = run(['audit', '--write-baseline', 'baseline.json']);
    expect(grown.code).toBe(2);
    expect(grown.stdout).toBe('');
    expect(grown.stderr).toContain('may only shrink, and 1 finding would be added:\n  own-team catalog-info.yaml:2:');
    expect(grown.stderr).toContain('.create-service/waivers.yaml');
    expect(read('baseline.json')).toBe(before);

    write('catalog-info.yaml', 'kind: Component\nspec: { owner: orders-team }\n');
    const mended = run(['audit', '--baseline', 'baseline.json']);
    expect([mended.code, mended.stderr]).toEqual([
      0,
      '1 finding of the baseline baseline.json is mended: --write-baseline baseline.json takes it out.\n',
    ]);
    const shrunk = run(['audit', '--write-baseline', 'baseline.json']);
    expect([shrunk.code, shrunk.stderr]).toEqual([0, 'baseline.json: 0 findings, 1 mended and taken out\n']);
    expect(JSON.parse(read('baseline.json'))).toMatchObject({ schemaVersion: 1, services: [] });
  });

  it('that was moved says why nothing of it is found', () => {
    const { run, write, read } = repository();
    run(['audit', '--write-baseline', 'baseline.json']);
    write('elsewhere/baseline.json', read('baseline.json'));
    const { code, stderr } = run(['audit', '--baseline', 'elsewhere/baseline.json']);
    expect([code, stderr]).toEqual([
      1,
      'The baseline elsewhere/baseline.json has nothing of the repository at ".." from it, only of those at ".": was it moved?\n',
    ]);
  });

  it('of several repositories keeps those that were not audited', () => {
    const { run, write, read, folder } = repository();
    for (const name of ['one', 'two'])
      write(`${name}/catalog-info.yaml`, `kind: Component\nspec: { owner: ${name} }\n`);
    run(['audit', 'one', 'two', '--write-baseline', 'all.json']);
    const before = read('all.json');
    expect(run(['audit', 'one', '--write-baseline', 'all.json']).code).toBe(0);
    expect(read('all.json')).toBe(before);
    rmSync(join(folder, 'one/catalog-info.yaml'));
    write('one/README.md', '');
    run(['audit', 'one', '--write-baseline', 'all.json']);
    expect(JSON.parse(read('all.json'))).toMatchObject({ services: [{ repository: 'two' }] });
  });

  it.each([
    [['--baseline', 'none.json'], 'none.json'],
    [['--baseline', 'catalog-info.yaml'], 'is not valid JSON'],
    [['--write-baseline', 'new.json', '--rule', 'own-team'], 'A baseline is of all rules'],
    [['--baseline', 'x.json', '--write-baseline', 'catalog-info.yaml'], 'are two baselines'],
  ])('is refused: %j', (argv, message) => {
    const { code, stdout, stderr } = repository().run(['audit', ...argv]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
  });
});

describe('a preset', () => {
  it('settles severities for an audit and stands in the report', () => {
    const { run, write } = repository();
    write('acme.yaml', '{ schemaVersion: 1, name: acme, rules: { own-team: { severity: may } } }');
    expect(run(['audit', '--preset', 'acme.yaml']).code).toBe(0);
    const report: unknown = JSON.parse(run(['audit', '--preset', 'acme.yaml', '--format', 'json']).stdout);
    expect(report).toMatchObject({
      preset: { name: 'acme', digest: expect.any(String) as string },
      repositories: [{ service: { root: '' }, findings: [{ severity: 'may' }], progress: { step: 4 }, notes: [] }],
    });
    write('.create-service/config.yaml', '');
    expect(run(['explain', 'own-team', '--preset', 'acme.yaml']).stdout).toContain('fail (may) joe is no team.');
  });

  it('is what a rule is explained by', () => {
    const { run, write } = repository();
    write('acme.yaml', '{ schemaVersion: 1, name: acme, rules: { own-team: { severity: may, tier: 3 } } }');
    write('.create-service/config.yaml', '');
    const { stdout } = run(['explain', 'own-team', '--preset', 'acme.yaml']);
    expect(stdout).toMatch(/^own-team {2}may, tier 3, .* \(set by acme\)\n/);
    expect(stdout).toContain('It does not apply: it holds from tier 3 on, and this service has tier 2.');
  });

  it('is refused whole, with one message, where it is wrong', () => {
    const { run, write } = repository();
    write('acme.yaml', '{ schemaVersion: 1, name: acme, rules: { own-tame: {} } }');
    for (const argv of [['audit'], ['explain', 'own-team']])
      expect(run([...argv, '--preset', 'acme.yaml'])).toEqual({
        code: 2,
        stdout: '',
        stderr:
          'error The preset acme.yaml at /rules/own-tame: "own-tame" is no rule; did you mean own-team?\n  Correct it; `create-service list` shows rules and choices, and dist/schemas/preset.json of the package all keys.\n',
      });
  });
});
