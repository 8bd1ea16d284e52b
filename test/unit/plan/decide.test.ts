import { describe, expect, it } from 'vitest';
import { decide, isStarterFile } from '../../../src/plan/decide.ts';
import type { ConflictPolicy, Existing, Facts } from '../../../src/plan/decide.ts';

const next = 'n'.repeat(40);
const earlier = 'e'.repeat(40);

const states: Record<string, Existing> = {
  absent: { state: 'absent' },
  same: { state: 'file', digest: next, mode: '644' },
  earlier: { state: 'file', digest: earlier, mode: '644' },
  other: { state: 'file', digest: 'o'.repeat(40), mode: '644' },
  blocked: { state: 'blocked', reason: 'a folder stands there' },
};

const decided = (existing: string, facts: Partial<Facts>): string => {
  const { action, reason } = decide({
    path: 'src/main.ts',
    digest: next,
    policy: 'fail',
    starter: true,
    existing: states[existing] ?? { state: 'absent' },
    ...facts,
  });
  return `${action}: ${reason}`;
};

describe('a file of a new service', () => {
  it.each<[string, ConflictPolicy, string]>([
    ['absent', 'fail', 'create: new'],
    ['absent', 'skip', 'create: new'],
    ['absent', 'overwrite', 'create: new'],
    ['same', 'fail', 'keep: already as the standard has it'],
    ['same', 'skip', 'keep: already as the standard has it'],
    ['same', 'overwrite', 'keep: already as the standard has it'],
    ['other', 'fail', 'conflict: a file with other content stands there'],
    ['other', 'skip', 'skip: kept, as asked'],
    ['other', 'overwrite', 'update: replaced, as asked'],
    ['blocked', 'fail', 'conflict: a folder stands there'],
    ['blocked', 'skip', 'conflict: a folder stands there'],
    ['blocked', 'overwrite', 'conflict: a folder stands there'],
  ])('where %s stands, with %s: %s', (existing, policy, expected) => {
    expect(decided(existing, { policy })).toBe(expected);
  });

  it.each<[string, boolean, ConflictPolicy, string]>([
    ['README.md', true, 'fail', 'skip: kept: it came with the repository'],
    ['README.md', true, 'overwrite', 'update: replaced, as asked'],
    ['README.md', false, 'fail', 'conflict: a file with other content stands there'],
    ['.github/workflows/ci.yml', true, 'fail', 'skip: kept: it came with the repository'],
    ['package.json', true, 'fail', 'conflict: a file with other content stands there'],
  ])(
    '%s where another stands, in a folder with starter files only: %s, with %s: %s',
    (path, starter, policy, expected) => {
      expect(decided('other', { path, starter, policy })).toBe(expected);
    },
  );
});

describe('a file that an earlier run recorded', () => {
  it.each<[string, boolean, string]>([
    ['absent', false, 'skip: removed by you: it stays removed'],
    ['absent', true, 'skip: removed by you: it stays removed'],
    ['same', false, 'keep: already as the standard has it'],
    ['same', true, 'keep: already as the standard has it'],
    ['earlier', false, 'update: not edited: it follows the components'],
    ['earlier', true, 'update: not edited: it follows the components'],
    ['other', false, 'skip: edited by you: it stays as it is'],
    ['other', true, 'keep: yours since it was made'],
    ['blocked', false, 'conflict: a folder stands there'],
    ['blocked', true, 'conflict: a folder stands there'],
  ])('where %s stands (seeded: %s): %s, whatever the policy', (existing, seeded, expected) => {
    const recorded = { blob: earlier, ...(seeded ? { seeded } : {}) };
    for (const policy of ['fail', 'skip', 'overwrite'] as const)
      expect(decided(existing, { recorded, policy })).toBe(expected);
  });
});

describe('what a host puts into a new repository', () => {
  it.each([
    '.git',
    '.github',
    '.github/dependabot.yml',
    'LICENSE',
    'LICENCE.txt',
    'COPYING',
    'README',
    'README.md',
    'readme.rst',
    '.gitignore',
  ])('%s is accepted', (path) => {
    expect(isStarterFile(path)).toBe(true);
  });

  it.each([
    'src',
    'package.json',
    '.gitlab-ci.yml',
    '.gitmodules',
    'README-old.md',
    'docs/README.md',
    'LICENSES',
    '.githubs',
    'my.github',
  ])('%s is not', (path) => {
    expect(isStarterFile(path)).toBe(false);
  });
});
