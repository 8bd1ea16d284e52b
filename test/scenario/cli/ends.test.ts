import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cli, world } from './harness/tool.ts';

/** Runs the tool in a shell that leads its ends somewhere. */
function shell(folder: string, env: NodeJS.ProcessEnv, line: string) {
  const tool = `"${process.execPath}" "${cli()}"`;
  const { status, stdout, stderr } = spawnSync('sh', ['-c', line.replace('TOOL', tool)], {
    cwd: folder,
    env,
    encoding: 'utf8',
    timeout: 20_000,
    killSignal: 'SIGKILL',
  });
  return { code: status, stdout, stderr };
}

/** A repository that meets the small standard. */
function sound() {
  const { folder, env, run } = world();
  writeFileSync(join(folder, 'catalog-info.yaml'), 'kind: Component\nspec: { owner: orders-team }\n');
  return { folder, run, inShell: (line: string) => shell(folder, env, line) };
}

const hasFullDevice = statSync('/dev/full', { throwIfNoEntry: false })?.isCharacterDevice() ?? false;

describe.skipIf(!hasFullDevice)('a full disk', () => {
  it.each(['audit', 'audit --format json', 'list'])('under the result of %s is no bug of ours', (command) => {
    expect(sound().inShell(`TOOL ${command} >/dev/full`)).toEqual({
      code: 2,
      stdout: '',
      stderr: 'error Cannot write the result: the disk is full.\n  Free some space and run the same command again.\n',
    });
  });

  it('under the talk changes no exit code', () => {
    expect(sound().inShell('TOOL audit nowhere 2>/dev/full').code).toBe(2);
  });
});

describe('a reader that stops early', () => {
  it.each(['audit', 'audit --format json'])('of %s is no error', (command) => {
    expect(sound().inShell(`TOOL ${command} | true`)).toEqual({ code: 0, stdout: '', stderr: '' });
  });
});

describe('a reader that stops early, of many repositories', () => {
  const names = Array.from({ length: 9 }, (_, index) => `r${index}`);
  /** Audits repositories of one person; tells the exit code, and of how many a verdict was kept. */
  const judged = (options: string) => {
    const { folder, inShell } = sound();
    for (const name of names) {
      mkdirSync(join(folder, name));
      writeFileSync(join(folder, name, 'catalog-info.yaml'), 'kind: Component\nspec: { owner: joe }\n');
    }
    inShell(`{ TOOL audit ${names.join(' ')} --cache kept ${options}; echo $? >code; } | true`);
    const kept = readdirSync(join(folder, 'kept')).filter((name) => name.endsWith('.verdict'));
    return [readFileSync(join(folder, 'code'), 'utf8').trim(), kept.length];
  };

  it('lets the audit stop, with the exit code that it would have had', () => {
    const [code, kept] = judged('');
    expect(code).toBe('1');
    expect(kept).toBeLessThan(4);
  });

  it('ends the workers that are at it', () => {
    expect(judged('--jobs 2')[0]).toBe('1');
  });

  it('does not as long as the exit code may change, or a report is to be written', () => {
    expect(judged('--fail-on never')).toEqual(['0', 9]);
    expect(judged('--output json=out.json')).toEqual(['1', 9]);
    expect(judged('--write-baseline baseline.json')).toEqual(['0', 9]);
  });
});

describe('two reports for one file', () => {
  it.each([
    ['--output json=out.json --output sarif=./out.json', '--output json=out.json and --output sarif=./out.json'],
    ['--output json=new/a.json --output json=new/../new/a.json', '--output json=new/a.json'],
    ['--output json=link --output html=out.json', '--output html=out.json'],
    ['--output json=in/out.json --output html=out.json', '--output json=in/out.json'],
    ['--output json=b.json --write-baseline b.json', '--output json=b.json and --write-baseline b.json'],
    ['--output json=b.json --baseline ./b.json', '--output json=b.json and --baseline ./b.json'],
    ['--output json=p.yaml --preset p.yaml', '--output json=p.yaml and --preset p.yaml'],
  ])('are refused before anything is judged: %s', (options, named) => {
    const { folder, inShell } = sound();
    symlinkSync('out.json', join(folder, 'link'));
    symlinkSync('.', join(folder, 'in'));
    const before = readdirSync(folder);
    const { code, stdout, stderr } = inShell(`TOOL audit ${options}`);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(named);
    expect(readdirSync(folder)).toEqual(before);
  });

  it('are fine where nothing is replaced', () => {
    expect(sound().inShell('TOOL audit --output json=/dev/null --output html=/dev/null').code).toBe(0);
  });

  it('are two where they have two files, and a baseline may be read and written', () => {
    const { inShell } = sound();
    expect(inShell('TOOL audit --output json=a.json --output json=b.json --write-baseline c.json').code).toBe(0);
    expect(inShell('TOOL audit --baseline c.json --write-baseline ./c.json').code).toBe(0);
  });
});

describe.skipIf(process.platform !== 'linux')('a report', () => {
  it('goes into a pipe without a name, as a shell makes for >(program)', () => {
    const { code, stdout } = sound().inShell('{ TOOL audit --output json=/dev/fd/3 3>&1 1>/dev/null; } | cat');
    expect([code, (JSON.parse(stdout) as { readonly schemaVersion: number }).schemaVersion]).toEqual([0, 1]);
  });
});

describe('a baseline', () => {
  it('makes the folder that it is to stand in', () => {
    const { folder, run } = sound();
    expect(run(['audit', '--write-baseline', '.create-service/baseline.json']).code).toBe(0);
    expect(JSON.parse(readFileSync(join(folder, '.create-service/baseline.json'), 'utf8'))).toMatchObject({
      services: [],
    });
  });
});

describe('a word that is empty', () => {
  it('is a variable that somebody forgot, and not this folder', () => {
    const { run } = sound();
    const { code, stdout, stderr } = run(['audit', '']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('One of the arguments is empty.');
  });

  it('after two dashes, --help is a name', () => {
    const { folder, run } = sound();
    mkdirSync(join(folder, '--help'));
    expect(run(['audit', '--', '--help']).code).toBe(3);
  });
});
