import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { snapshot } from '../disk/harness/world.ts';
import { everyFlag, world } from './harness/tool.ts';

const paths = [
  '.create-service/',
  '.create-service/manifest.json',
  'NOTICE',
  'README.md',
  'catalog-info.yaml',
  'ci.yml',
  'run.sh',
  'src/',
  'src/auth.js',
  'src/main.js',
];

describe('create-service', () => {
  it('makes a whole service with --yes, and says what it did and what comes next', () => {
    const { folder, run } = world();
    const { code, stdout, stderr } = run(['orders', '--yes', '--no-git']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toBe(
      [
        `✓ 8 files written to ${folder}/orders`,
        '    base/service    2',
        '    api/hello       5',
        '✓ standard 0.2.0, recorded in .create-service/manifest.json',
        '✓ audit: 1 pass, 0 fail',
        '',
        'Next steps',
        '  1.  Go to the service',
        '      cd orders',
        '  2.  Read what orders has',
        '      cat README.md',
        '  3.  Before others see it, make it anew with your own --issuer: these hold',
        '      examples',
        '',
      ].join('\n'),
    );
    const files = snapshot(join(folder, 'orders'));
    expect(Object.keys(files)).toEqual(paths);
    expect(files['run.sh']).toBe('755 #!/bin/sh\nexec node src/main.js --name orders\n');
    expect(files['catalog-info.yaml']).toBe(
      '644 kind: Component\nmetadata:\n  name: orders\nspec:\n  owner: orders-team\n  tier: 2\n',
    );
  });

  it('asks nothing when flags answer everything', () => {
    const { folder, run } = world();
    expect(run([...everyFlag, '--no-git', '--no-audit'])).toMatchObject({ code: 0, stderr: '' });
    expect(Object.keys(snapshot(join(folder, 'orders')))).toEqual(paths);
  });

  it('gives the same bytes for the same answers, from flags, --set, a YAML and a JSON file', () => {
    const { folder, run } = world();
    writeFileSync(join(folder, 'a.yaml'), 'name: orders\nowner: "007"\nport: 9000\nsecured: false\n');
    writeFileSync(join(folder, 'a.json'), '{ "name": "orders", "owner": "007", "port": 9000, "secured": false }');
    const ways = [
      ['--name', 'orders', '--owner=007', '--port', '9000', '--secured', 'no'],
      ['--set', 'name=orders', '--set', 'owner=007', '--set', 'port=9000', '--set', 'secured=false'],
      ['--answers', 'a.yaml'],
      ['--answers', 'a.json'],
      ['--answers', 'a.yaml', '--port', '9000'],
    ];
    const made = ways.map((argv, index) => {
      expect(run([`out${index}`, ...argv, '--yes', '--no-git', '--no-audit'])).toMatchObject({ code: 0, stderr: '' });
      return snapshot(join(folder, `out${index}`));
    });
    for (const other of made) expect(other).toEqual(made[0]);
    expect(made[0]?.['catalog-info.yaml']).toContain('owner: "007"');
  });

  it('lets a flag win over the answers file', () => {
    const { folder, run } = world();
    writeFileSync(join(folder, 'a.yaml'), 'name: orders\nport: 9000\n');
    run(['--answers', 'a.yaml', '--port', '9001', '--yes', '--no-git', '--no-audit']);
    expect(readFileSync(join(folder, 'orders/src/main.js'), 'utf8')).toContain('port = 9001');
  });

  it('is the same as create, and takes archetypes and templates by name', () => {
    const { folder, run } = world();
    run(['create', 'a', '--archetype', 'watched', '--yes', '--no-git', '--no-audit']);
    run([
      'b',
      '--api',
      'hello',
      '--alerts',
      'pager',
      '--port',
      '9000',
      '--channel',
      'night-watch',
      '--yes',
      '--no-git',
      '--no-audit',
      '--name',
      'a',
    ]);
    const [a, b] = ['a', 'b'].map((name) => snapshot(join(folder, name)));
    const { '.create-service/manifest.json': first, ...rest } = a ?? {};
    const { '.create-service/manifest.json': second, ...same } = b ?? {};
    expect(rest).toEqual(same);
    expect(first?.replace('  "archetype": "watched",\n', '')).toBe(second);
    expect(run(['c', '--api', 'none', '--yes', '--no-git', '--no-audit']).stdout).toContain(
      '\n    base/service    2\n✓ standard',
    );
  });
});

describe('the name of the service', () => {
  it.each([
    ['orders', 'orders'],
    ['My Orders', 'my-orders'],
    ['caf\u00e9 日本 line', 'caf-line'],
    ['deep/in/LineItems', 'line-items'],
  ])('comes from the folder %j', (dir, name) => {
    const { folder, run } = world();
    const { code, stdout } = run([dir, '--yes', '--no-git', '--no-audit']);
    expect(code).toBe(0);
    expect(readFileSync(join(folder, dir, 'catalog-info.yaml'), 'utf8')).toContain(`name: ${name}\n`);
    const next = /^ +cd (.*)$/m.exec(stdout)?.[1];
    expect(next).toBe(/^[\w./]+$/.test(dir) ? dir : `'${dir}'`);
  });

  it('comes from the folder that one is in, for a dot', () => {
    const { folder, run } = world();
    const { code, stdout } = run(['.', '--yes', '--no-git', '--no-audit']);
    expect(code).toBe(0);
    expect(readFileSync(join(folder, 'catalog-info.yaml'), 'utf8')).toContain('name: work\n');
    expect(stdout).not.toContain('cd ');
  });

  it('names the folder when none is given', () => {
    const { folder, run } = world();
    run(['--name', ' orders ', '--yes', '--no-git', '--no-audit']);
    run(['--yes', '--no-git', '--no-audit']);
    expect(readdirSync(folder).sort()).toEqual(['my-service', 'orders']);
  });

  it('that a folder suggests is checked as one that is given', () => {
    const { folder, run } = world();
    const { code, stderr } = run(['9lives', '--yes']);
    expect(code).toBe(2);
    expect(stderr).toContain('name: "9lives" is not kebab-case, such as my-service (--name)');
    expect(run(['日本', '--yes']).stderr).toContain('(--name)');
    expect(run(['日本', '--yes', '--name', 'japan', '--no-git', '--no-audit']).code).toBe(0);
    expect(readdirSync(folder)).toEqual(['日本']);
  });
});

describe('without a terminal', () => {
  it('nothing waits: what is not answered is named, flag by flag, and nothing is written', () => {
    const { folder, run } = world();
    const { code, stdout, stderr } = run(['--name', 'orders', '--port', '80a']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('port: "80a" is not a number (--port)');
    const missing = run(['orders', '--port', '8080']);
    expect(missing).toEqual({
      code: 2,
      stdout: '',
      stderr:
        'error 4 questions are not answered, and nobody can be asked here: --owner --tier --secured --issuer\n  Answer with flags, with --answers FILE, or add --yes to take the default of each.\n',
    });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('a question is not named when its condition does not hold', () => {
    expect(world().run(['orders', '--secured', 'no']).stderr).toContain(': --owner --tier --port\n');
  });
});

describe('a wrong word is exit 2, one message, and nothing is written', () => {
  it.each<[string[], string]>([
    [['orders', '--yes', '--prot', '80'], 'error There is no option --prot here.\n  Did you mean --port?\n'],
    [
      ['orders', '--yes', '--format', 'xml'],
      'error --format xml: there is no such choice.\n  Choose one of pretty, json.\n',
    ],
    [
      ['orders', '--yes', '--archetype', 'helo'],
      'error There is no archetype "helo".\n  Did you mean hello? `create-service list archetypes` shows all.\n',
    ],
    [
      ['orders', '--yes', '--api', 'nope'],
      'error There is no api template "nope".\n  `create-service list templates` shows all.\n',
    ],
    [
      ['orders', '--yes', '--set', 'prot=80'],
      'error "prot" of a flag is no question of the chosen templates; did you mean port?\n  Correct it; `create-service --help` lists every question.\n',
    ],
    [['orders', '--yes', '--owner'], 'error --owner needs a value.\n  Write --owner string.\n'],
    [
      ['orders', '--owner', '--yes'],
      'error --owner needs a value, and --yes looks like an option.\n  If it is the value, write --owner=--yes.\n',
    ],
    [['a', 'b', '--yes'], 'error One folder at a time: a b.\n  Name a single folder, and quote a name with spaces.\n'],
    [
      ['orders', '--yes', '--issuer', 'x', '--secured', 'no'],
      'error --issuer does not apply: it needs secured true\n  Leave it out, or change the other answer.\n',
    ],
    [
      ['orders', '--yes', '--channel', 'x'],
      'error "channel" of a flag is no question of the chosen templates\n  Remove it; `create-service --help` lists every question.\n',
    ],
    [['orders', '--yes', '--answers', 'none.yaml'], 'none.yaml'],
    [
      ['orders', '--yes', '--tier', '7', '--port', '1'],
      'error 2 answers do not fit:\n  tier: 7 is not one of 1, 2, 3 (--tier)\n  port: 1 is less than 1024 (--port)\n',
    ],
    [
      ['diff'],
      'error `create-service diff` is not a part of this version yet.\n  For a folder of that name write `create-service create diff`.\n',
    ],
    [['orders', '--name', '\u001b[2Jx\u202e', '--yes'], '\\u{202e}'],
  ])('%j', (argv, message) => {
    const { folder, run } = world();
    const { code, stdout, stderr } = run(argv);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/[^\P{C}\n]/u);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('a reserved word is a folder when create is named', () => {
    const { folder, run } = world();
    expect(run(['create', 'update', '--yes', '--no-git', '--no-audit']).code).toBe(0);
    expect(existsSync(join(folder, 'update/README.md'))).toBe(true);
  });
});

describe('the audit of what was made', () => {
  it('tells what is not as the standard demands, and does not change the exit code', () => {
    const { run } = world();
    const { code, stdout } = run(['orders', '--yes', '--no-git', '--owner', 'joe']);
    expect(code).toBe(0);
    expect(stdout).toContain('✗ audit: 0 pass, 1 fail (1 must)\n  must own-team catalog-info.yaml:5 joe is no team.\n');
  });

  it('is left out with --no-audit', () =>
    expect(world().run(['orders', '--yes', '--no-git', '--no-audit']).stdout).not.toContain('audit'));
});
