import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fixture } from '../../support/fixture.ts';
import { kebabCase } from '../../../src/render/words.ts';
import { commands } from '../../../src/cli/options.ts';
import { cli, world } from './harness/tool.ts';
import type { World } from './harness/tool.ts';

const run: World['run'] = (...args) => world().run(...args);
const questions = fixture.kinds.flatMap((kind) => [
  ...kind.questions,
  ...kind.templates.flatMap((template) => template.questions),
]);

describe('--version', () => {
  it.each(['--version', '-v'])('%s is the version and nothing else', (flag) => {
    expect(run([flag])).toEqual({ code: 0, stdout: '0.2.0\n', stderr: '' });
  });
});

describe('--help', () => {
  it.each(['--help', '-h'])('%s shows usage, options, questions and exit codes', (flag) => {
    const { code, stdout, stderr } = run([flag]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const command of commands) expect(stdout).toContain(`create-service ${command.name} `);
    for (const { name } of questions.filter((question) => !['channel', 'threshold'].includes(question.name)))
      expect(stdout).toContain(`--${kebabCase(name)} `);
    expect(stdout).toContain('Exit codes\n');
  });

  it.each(commands.map(({ name }) => name))('of %s lists each of its options', (name) => {
    const { code, stdout } = run([name, '--help']);
    expect(code).toBe(0);
    for (const option of commands.find((command) => command.name === name)?.options ?? [])
      expect(stdout).toContain(`--${option.name}`);
  });

  it('of add lists the questions of every template, of create those of the chosen ones', () => {
    expect(run(['add', '--help']).stdout).toContain('--threshold');
    expect(run(['--alerts', 'pager', '--help']).stdout).toMatch(/Alerts \(alerts\/pager\)\n +--channel/);
    expect(run(['--alerts', 'pager', '--help']).stdout).not.toContain('--port');
  });
});

describe('list', () => {
  it('shows archetypes, templates and rules, or one of them', () => {
    const { code, stdout } = run(['list']);
    expect(code).toBe(0);
    expect(stdout).toBe(
      [
        'archetypes (2)\n  hello         Hello\n  watched       Watched',
        'templates (3)\n  base/service  Service\n  api/hello     Hello\n  alerts/pager  Pager',
        'rules (1)\n  own-team      must·T1  A team owns the service.\n',
      ].join('\n\n'),
    );
    expect(run(['list', 'rules']).stdout).toBe('rules (1)\n  own-team  must·T1  A team owns the service.\n');
  });

  it('is JSON for scripts', () => {
    const document = JSON.parse(run(['list', '--format', 'json']).stdout) as Record<string, unknown>;
    expect(document).toMatchObject({
      schemaVersion: 1,
      standard: { version: '0.2.0', digest: fixture.digest },
      archetypes: [{ id: 'hello', templates: { base: 'service', api: 'hello' } }, { id: 'watched' }],
      templates: [{ id: 'base/service', version: '1.0.0' }, { id: 'api/hello' }, { id: 'alerts/pager' }],
      rules: [{ id: 'own-team', severity: 'must', tier: 1, kind: 'base' }],
    });
    expect(Object.keys(JSON.parse(run(['list', 'rules', '--format', 'json']).stdout) as object)).toEqual([
      'schemaVersion',
      'standard',
      'rules',
    ]);
  });

  it('refuses what there is no list of', () => {
    expect(run(['list', 'rulse'])).toEqual({
      code: 2,
      stdout: '',
      stderr: 'error There is no list of rulse.\n  Choose one of archetypes, templates, rules, choices.\n',
    });
    expect(run(['list', 'rules', 'templates']).code).toBe(2);
  });
});

describe('explain', () => {
  it('tells why a rule is there, how to fix it, its sources, and an example of each kind', () => {
    const { code, stdout } = run(['explain', 'own-team']);
    expect(code).toBe(0);
    for (const part of [
      'own-team  must, tier 1, base, since 0.1.0',
      'Why\n  People move on; a team stays.',
      'How to fix\n  Name a team',
      'Sources\n  Fixture, Owners',
      'Passes: a team\n  catalog-info.yaml\n',
      'Fails: a person',
    ]) {
      expect(stdout).toContain(part);
    }
    expect(JSON.parse(run(['explain', 'own-team', '--format', 'json']).stdout)).toMatchObject({
      schemaVersion: 1,
      rule: { id: 'own-team' },
    });
  });

  it('tells how the rule comes out in the repository around, with the places', () => {
    const { run: here, folder } = world();
    mkdirSync(join(folder, '.git'));
    mkdirSync(join(folder, 'docs'));
    writeFileSync(join(folder, 'catalog-info.yaml'), 'kind: Component\nspec: { owner: joe }\n');
    const { code, stdout } = here(['explain', 'own-team'], { cwd: join(folder, 'docs') });
    expect(code).toBe(0);
    expect(stdout).toContain('Here: ');
    expect(stdout).toContain('fail (must) joe is no team.\n    catalog-info.yaml:2');
    const { repository } = JSON.parse(here(['explain', 'own-team', '--format', 'json']).stdout) as {
      repository: { path: string; incomplete: boolean; services: { findings: { outcome: string }[] }[] };
    };
    expect(repository).toMatchObject({ path: '.', incomplete: false, services: [{ findings: [{ outcome: 'fail' }] }] });
  });

  it('refuses nothing about a repository that cannot be read whole', () => {
    const { run: here, folder } = world();
    mkdirSync(join(folder, '.git'));
    writeFileSync(join(folder, 'catalog-info.yaml'), 'kind: [');
    const { code, stdout } = here(['explain', 'own-team']);
    expect(code).toBe(0);
    expect(stdout).toContain('Incomplete: 1 file could not be read:\n    catalog-info.yaml');
  });

  it.each<[string[], string]>([
    [[], 'error Name one rule to explain.\n  `create-service list rules` shows all.\n'],
    [
      ['own-tame'],
      'error There is no rule "own-tame".\n  Did you mean own-team? `create-service list rules` shows all.\n',
    ],
  ])('refuses %j', (argv, stderr) => {
    expect(run(['explain', ...argv])).toEqual({ code: 2, stdout: '', stderr });
  });
});

describe('colours', () => {
  const colored = (
    argv: readonly string[],
    more: NodeJS.ProcessEnv,
  ): { readonly stdout: boolean; readonly stderr: boolean } => {
    const { stdout, stderr } = run(argv, { env: more });
    return { stdout: stdout.includes('\u001b['), stderr: stderr.includes('\u001b[') };
  };

  it('are for terminals: not in a pipe, unless they are forced, never when they are refused', () => {
    expect(colored(['list'], {}).stdout).toBe(false);
    expect(colored(['list'], { FORCE_COLOR: '1' }).stdout).toBe(true);
    expect(colored(['list'], { FORCE_COLOR: '1', NO_COLOR: '1' }).stdout).toBe(false);
    expect(colored(['x', '--bogus'], { FORCE_COLOR: '1' }).stderr).toBe(true);
    expect(colored(['x', '--bogus'], {}).stderr).toBe(false);
  });

  it('never stand in JSON', () =>
    expect(colored(['list', '--format', 'json'], { FORCE_COLOR: '1' }).stdout).toBe(false));
});

describe('a reader that stops early', () => {
  /** What stands on stderr, and how the tool itself ended. */
  const piped = (argv: readonly string[], reader: string): string => {
    const { folder, env } = world();
    const line = `{ "$0" "$@"; echo "ended with $?" >&2; } | ${reader}`;
    return spawnSync('sh', ['-c', line, process.execPath, cli(), ...argv], { cwd: folder, env, encoding: 'utf8' })
      .stderr;
  };

  it.each([[['--help']], [['list', '--format', 'json']], [['orders', '--yes', '--dry-run', '--format', 'json']]])(
    'is no error: %j',
    (argv) => {
      expect(piped(argv, 'head -n 1')).toBe('ended with 0\n');
      expect(piped(argv, 'true')).toBe('ended with 0\n');
    },
  );

  it('does not change how a run ends that has an error to tell', () => {
    expect(piped(['x', '--bogus'], 'true')).toContain('ended with 2\n');
    const { folder, env } = world();
    const line = '{ "$0" "$@" 2>&1; echo "ended with $?" >&3; } 3>&2 | true';
    expect(
      spawnSync('sh', ['-c', line, process.execPath, cli(), 'x', '--bogus'], { cwd: folder, env, encoding: 'utf8' })
        .stderr,
    ).toBe('ended with 2\n');
  });
});

describe('a word that is meant as a command', () => {
  it.each([
    ['help', 0, 'Usage'],
    ['version', 0, '0.2.0'],
    ['audti', 2, 'Did you mean audit?'],
    ['creat', 2, 'Did you mean create?'],
  ])('%s makes no service of that name', (word, code, said) => {
    const { run, folder } = world();
    const ended = run([word, '--yes']);
    expect(ended.code).toBe(code);
    expect(ended.stdout + ended.stderr).toContain(said);
    expect(readdirSync(folder)).toEqual([]);
  });
});
