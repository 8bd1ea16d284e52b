import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { RepositoryReport } from '../../../src/audit/report-types.ts';
import { isIncomplete } from '../../../src/audit/verdict.ts';
import { auditFolder } from '../../../src/commands/audit-folder.ts';
import { readTree } from '../../../src/disk/tree.ts';
import { noProgress } from '../../../src/fleet/progress.ts';
import { nothingLeftOut } from '../../../src/fleet/watched.ts';
import { renderGithub } from '../../../src/report/github.ts';
import { renderJson } from '../../../src/report/json.ts';
import { renderJunit } from '../../../src/report/junit.ts';
import { renderMarkdown } from '../../../src/report/markdown.ts';
import { renderPretty } from '../../../src/report/pretty.ts';
import { renderSarif } from '../../../src/report/sarif.ts';
import { renderService, standard } from '../../support/standard.ts';
import { fill, makeWorld } from '../disk/harness/world.ts';

// Repositories on a real disk that are odd or hostile. Each must be told rightly, cost little, and run nothing.

const service = renderService({}).texts;
const isRoot = process.getuid?.() === 0;

const audit = async (root: string): Promise<RepositoryReport> => {
  const options = { path: '.', today: '2026-11-25' };
  const start = performance.now();
  const asked = { job: { root, options }, standard, wanted: { failOn: 'must', as: 'reports' } } as const;
  const { reports } = await auditFolder(asked, noProgress, nothingLeftOut);
  const [report] = reports;
  expect(performance.now() - start).toBeLessThan(10_000);
  if (report === undefined) throw new Error('there is no report');
  expect(report.summary.error).toBe(0);
  return report;
};

const skipped = ({ coverage }: RepositoryReport, path: string): readonly string[] =>
  coverage.skipped
    .filter((skip) => skip.path === path)
    .map(({ reason, incomplete }) => `${reason}${incomplete ? ' (incomplete)' : ''}`);
const failures = ({ findings }: RepositoryReport): readonly string[] =>
  findings.filter(({ outcome }) => outcome === 'fail').map(({ rule, message }) => `${rule}: ${message}`);

/** The generated service in a folder of its own. */
const repository = (): string => {
  const root = join(makeWorld(), 'repository');
  fill(root, service);
  return root;
};

it('the service itself is sound', async () => {
  expect(failures(await audit(repository()))).toEqual([]);
});

type Prepare = (root: string) => void | Promise<void>;

/** Something in the place of a file, so that it matters: whatever it is, the contract or the package was not read. */
const inPlace =
  (path: string, make: (place: string) => void): Prepare =>
  (root) => {
    rmSync(join(root, path), { recursive: true, force: true });
    make(join(root, path));
  };

describe('what stands in the place of a file that an audit needs', () => {
  it.each<[string, string, Prepare, string | RegExp]>([
    [
      'a link out of the repository',
      'package.json',
      inPlace('package.json', (place) => symlinkSync('/etc/passwd', place)),
      'a symbolic link, which is not followed',
    ],
    [
      'a link to a device',
      'package.json',
      inPlace('package.json', (place) => symlinkSync('/dev/zero', place)),
      'a symbolic link, which is not followed',
    ],
    [
      'a link to itself',
      'package.json',
      inPlace('package.json', (place) => symlinkSync('package.json', place)),
      'a symbolic link, which is not followed',
    ],
    [
      'a link within the repository',
      'package.json',
      inPlace('package.json', (place) => symlinkSync('tsconfig.json', place)),
      'a symbolic link, which is not followed',
    ],
    ['a pipe', 'package.json', inPlace('package.json', (place) => execFileSync('mkfifo', [place])), 'a pipe'],
    [
      'a sparse file of ten gigabytes',
      'package.json',
      inPlace('package.json', (place) => {
        writeFileSync(place, '{');
        truncateSync(place, 10_000_000_000);
      }),
      /^larger than \d+ bytes \(incomplete\)$/,
    ],
    [
      'UTF-16',
      'package.json',
      inPlace('package.json', (place) => writeFileSync(place, Buffer.from('\uFEFF{"name": "x"}', 'utf16le'))),
      /^UTF-16 text; only UTF-8 is read/,
    ],
    [
      'Latin-1',
      'openapi.yaml',
      inPlace('openapi.yaml', (place) => writeFileSync(place, Buffer.from('info: { title: caf\u00e9 }', 'latin1'))),
      'not valid UTF-8 (incomplete)',
    ],
    [
      'bytes',
      'openapi.yaml',
      inPlace('openapi.yaml', (place) => writeFileSync(place, Buffer.from([1, 0, 2, 0]))),
      /not valid YAML: binary \(incomplete\)/,
    ],
    [
      'overlong and truncated UTF-8',
      'openapi.yaml',
      inPlace('openapi.yaml', (place) => writeFileSync(place, Buffer.from([0x61, 0x3a, 0x20, 0xc0, 0xaf, 0xe2, 0x82]))),
      'not valid UTF-8 (incomplete)',
    ],
    [
      'a pointer of Git LFS',
      'openapi.yaml',
      inPlace('openapi.yaml', (place) =>
        writeFileSync(place, 'version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n'),
      ),
      /a pointer of Git LFS/,
    ],
  ])('%s', async (_, path, prepare, reason) => {
    const root = repository();
    await prepare(root);
    const report = await audit(root);
    expect(skipped(report, path)).toEqual([typeof reason === 'string' ? reason : expect.stringMatching(reason)]);
    // Whatever the reason, there is no green verdict.
    expect([failures(report).length > 0, isIncomplete(report)]).toContain(true);
  });

  it('a folder with the name of the file', async () => {
    const root = repository();
    await inPlace('package.json', (place) => mkdirSync(join(place, 'deep'), { recursive: true }))(root);
    expect(failures(await audit(root)).length).toBeGreaterThan(0);
  });

  it('a socket', async () => {
    const root = repository();
    rmSync(join(root, 'README.md'));
    const server = createServer();
    await new Promise<void>((listening) => server.listen(join(root, 'README.md'), listening));
    const report = await audit(root);
    expect(skipped(report, 'README.md')).toEqual(['a socket']);
    expect(failures(report).length).toBeGreaterThan(0);
    await new Promise((closed) => server.close(closed));
  });

  it.skipIf(isRoot)('a file and a folder that may not be read', async () => {
    const root = repository();
    chmodSync(join(root, 'package.json'), 0);
    chmodSync(join(root, 'docs'), 0);
    const report = await audit(root);
    chmodSync(join(root, 'docs'), 0o755);
    expect(skipped(report, 'package.json')).toEqual(['cannot be read: permission denied (incomplete)']);
    expect(skipped(report, 'docs')).toEqual(['cannot be listed: permission denied (incomplete)']);
  });
});

describe('what is odd beside sound files changes nothing', () => {
  it.each<[string, Prepare]>([
    [
      'links of folders in a circle, and out of it',
      (root) => {
        symlinkSync('..', join(root, 'docs/up'));
        symlinkSync('/', join(root, 'everything'));
      },
    ],
    ['a dangling link', (root) => symlinkSync('/nowhere/at/all', join(root, 'docs/nothing.md'))],
    ['pipes and sockets', (root) => void execFileSync('mkfifo', [join(root, 'docs/pipe.md'), join(root, '.env')])],
    [
      'a hard link to a file outside',
      (root) => {
        writeFileSync(join(root, '../outside.md'), '# Outside\n');
        linkSync(join(root, '../outside.md'), join(root, 'docs/outside.md'));
      },
    ],
    ['a file .git of a linked work tree', (root) => writeFileSync(join(root, '.git'), 'gitdir: /etc\n')],
    [
      'a submodule',
      (root) =>
        fill(join(root, 'vendor/module'), { '.git': 'gitdir: ../../.git/modules/module\n', 'README.md': '# Module\n' }),
    ],
    [
      'a bare repository within',
      (root) =>
        fill(join(root, 'docs/bare.git'), {
          HEAD: 'ref: refs/heads/main\n',
          config: '[core]\n\tbare = true\n\tfsmonitor = "touch /tmp/never"\n',
          'objects/info/packs': '',
          'refs/heads/main': '0'.repeat(40),
        }),
    ],
    [
      'a huge sparse file that nobody needs',
      (root) => {
        writeFileSync(join(root, 'docs/disk.img'), '');
        truncateSync(join(root, 'docs/disk.img'), 50_000_000_000);
      },
    ],
    [
      'names with line breaks and commands for terminals',
      (root) =>
        fill(join(root, 'docs'), {
          'a\nb.md': '# x\n',
          '\u001b[2J\u001b]0;x\u0007.md': '# x\n',
          '\u202Egnp.md': '# x\n',
          ' ': '',
          '-rf': '',
          '$(touch never)': '',
        }),
    ],
    ['names that differ by case alone', (root) => fill(root, { 'docs/Note.md': '# x\n', 'docs/note.md': '# x\n' })],
    ['a name of the greatest length', (root) => writeFileSync(join(root, `docs/${'n'.repeat(252)}.md`), '# x\n')],
    [
      'folders without files',
      (root) =>
        void Array.from({ length: 300 }, (_, i) => mkdirSync(join(root, `docs/empty/${i}/${i}`), { recursive: true })),
    ],
    [
      'what tools made',
      (root) =>
        fill(root, {
          'node_modules/x/package.json': '{',
          'dist/openapi.yaml': ':',
          'infra/cdk.out/asset.1/package.json': '{',
          '.venv/x.yaml': '{',
        }),
    ],
    [
      'fifteen thousand files',
      (root) =>
        void Array.from({ length: 15_000 }, (_, i) => {
          if (i % 500 === 0) mkdirSync(join(root, `docs/many/${i}`), { recursive: true });
          writeFileSync(join(root, `docs/many/${i - (i % 500)}/${i}.txt`), '');
        }),
    ],
  ])('%s', async (_, prepare) => {
    const root = repository();
    await prepare(root);
    const report = await audit(root);
    expect(failures(report)).toEqual([]);
    expect(isIncomplete(report)).toBe(false);
    expect(existsSync(join(root, 'never')) || existsSync('/tmp/never')).toBe(false);
  });

  it('a name that is not UTF-8 is told', async () => {
    const root = repository();
    writeFileSync(Buffer.concat([Buffer.from(`${root}/docs/`), Buffer.from([0xff, 0xfe, 0x2e, 0x6d, 0x64])]), '# x\n');
    const report = await audit(root);
    expect(report.coverage.skipped.filter(({ reason }) => reason === 'its name is not valid UTF-8')).toHaveLength(1);
    expect(isIncomplete(report)).toBe(true);
  });

  it('folders deeper than a path may be long are told, not followed without end', async () => {
    const root = repository();
    const script = `import os\nos.chdir(${JSON.stringify(root)})\nfor _ in range(60):\n  os.mkdir("d" * 100)\n  os.chdir("d" * 100)\n`;
    if (spawnSync('python3', ['-c', script]).status !== 0) return;
    const report = await audit(root);
    expect(report.coverage.skipped.filter(({ reason }) => reason.startsWith('cannot be listed')).length).toBe(1);
    expect(isIncomplete(report)).toBe(true);
    spawnSync('rm', ['-rf', root]);
  });
});

describe('a repository that changes while it is read', () => {
  const changing = (change: (root: string) => void, path = 'a/b.txt') => {
    const root = makeWorld({ 'a/b.txt': 'inside', 'a/c.txt': 'inside too' });
    const outside = makeWorld({ 'b.txt': 'outside', 'c.txt': 'outside too' });
    const tree = readTree(root);
    change(root);
    void outside;
    return { read: tree.read(path), outside, tree };
  };

  it('a file that vanished', () => {
    expect(changing((root) => unlinkSync(join(root, 'a/b.txt'))).read.skipped).toBe(
      'cannot be read: it does not exist',
    );
  });

  it('a file that became a link, a pipe, a folder', () => {
    const become = (make: (place: string) => void) =>
      changing((root) => {
        unlinkSync(join(root, 'a/b.txt'));
        make(join(root, 'a/b.txt'));
      }).read.skipped;
    expect(become((place) => symlinkSync('/etc/passwd', place))).toMatch(/^cannot be read: /);
    expect(become((place) => execFileSync('mkfifo', [place]))).toMatch(/^cannot be read: |^no regular file/);
    expect(become((place) => mkdirSync(place))).toBe('cannot be read: a folder stands where a file is needed');
  });

  it('a file that grew, and one that was emptied', () => {
    expect(changing((root) => writeFileSync(join(root, 'a/b.txt'), 'x'.repeat(2_000_000))).read.skipped).toBe(
      'larger than 1048576 bytes',
    );
    expect(changing((root) => writeFileSync(join(root, 'a/b.txt'), '')).read.text).toBe('');
  });

  it.runIf(process.platform === 'linux')('a folder that became a link out of the repository', () => {
    const outside = makeWorld({ 'b.txt': 'outside' });
    const { read } = changing((root) => {
      renameSync(join(root, 'a'), join(root, 'was-a'));
      symlinkSync(outside, join(root, 'a'));
    });
    expect(read).toEqual({ skipped: 'its folder was replaced' });
  });

  it('a root that is a link is the folder that it leads to, and nothing above it', async () => {
    const root = repository();
    const link = join(makeWorld(), 'link');
    symlinkSync(root, link);
    expect(failures(await audit(link))).toEqual([]);
  });
});

describe('what belongs to git', () => {
  it('runs nothing: neither hooks nor what its configuration names', async () => {
    const root = repository();
    const mark = join(root, '..', 'ran');
    const script = `#!/bin/sh\ntouch ${mark}\n`;
    execFileSync('git', ['init', '--quiet', root]);
    for (const hook of ['post-checkout', 'pre-commit', 'post-index-change', 'fsmonitor-watchman'])
      writeFileSync(join(root, '.git/hooks', hook), script, { mode: 0o755 });
    writeFileSync(
      join(root, '.git/config'),
      `[core]\n\tfsmonitor = ${join(root, '.git/hooks/pre-commit')}\n\tsshCommand = touch ${mark}\n\tpager = touch ${mark}\n[alias]\n\tstatus = "!touch ${mark}"\n[filter "x"]\n\tsmudge = touch ${mark}\n`,
    );
    fill(root, { '.gitattributes': '* filter=x\n' });
    await audit(root);
    expect(existsSync(mark)).toBe(false);
  });

  it('a settings file that git does not have is no finding, one that it has is', async () => {
    const root = repository();
    const git = (...args: string[]) =>
      execFileSync('git', args, { cwd: root, env: { PATH: process.env['PATH'], HOME: root } });
    git('init', '--quiet');
    git('add', '.');
    fill(root, { '.env': 'DB_PASSWORD=correct-horse\n' });
    const secret = async (): Promise<readonly string[]> =>
      failures(await audit(root)).filter((line) => line.startsWith('sec-no-secrets'));
    expect(await secret()).toEqual([]);
    git('add', '--force', '.env');
    expect(await secret()).toHaveLength(1);
    // Where nothing tells what git has, what it is told to ignore is taken for not there.
    rmSync(join(root, '.git'), { recursive: true });
    expect(await secret()).toEqual([]);
  });
});

describe('a report on names that are commands for a terminal', () => {
  it('sends none of them, in any format', async () => {
    const root = repository();
    const name = '.env\u001b[2J\u001b]0;x\u0007\u202E\n::error::x\r.local';
    fill(root, {
      [`src/${name}`]: 'DB_PASSWORD=correct-horse\n',
      [`src/app\u001b[31m\n.ts`]: 'console.log("x");\n',
      'docs/\u001b[2J.yaml': ': [',
    });
    writeFileSync(join(root, 'openapi.yaml'), 'a: &a [*a]');
    const audited = await audit(root);
    const report = {
      schemaVersion: 1,
      tool: { name: 'create-service', version: '1' },
      standard,
      repositories: [{ ...audited, path: `x\u001b[2J\ny` }],
    } as const;
    const texts = {
      pretty: renderPretty(report, { standard }),
      json: renderJson(report),
      sarif: renderSarif(report, standard),
      junit: renderJunit(report, standard),
      markdown: renderMarkdown(report),
      github: renderGithub(report),
    };
    for (const [format, text] of Object.entries(texts)) {
      expect([format, /[^\P{Cc}\n\t]|[\u202A-\u202E\u2066-\u2069]/u.exec(text)?.[0]]).toEqual([format, undefined]);
      expect([format, /^::error::x/m.test(text)]).toEqual([format, false]);
    }
  });
});
