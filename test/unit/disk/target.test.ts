import { mkdirSync, realpathSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { inspectTarget } from '../../../src/disk/target.ts';
import { UserError } from '../../../src/errors.ts';
import { makeWorld } from '../../scenario/disk/harness/world.ts';

describe('a target', () => {
  test.each(['new', 'new/below/new'])('that is %s is absent', (path) => {
    const root = join(makeWorld({}), path);
    expect(inspectTarget(root)).toEqual({ root, state: 'absent', entries: [], pending: [] });
  });

  test('that is empty', () => {
    const root = makeWorld({});
    expect(inspectTarget(root)).toEqual({ root, state: 'empty', entries: [], pending: [] });
  });

  test('that is occupied names what is in it', () => {
    const root = makeWorld({ 'src/x': '', '.git/HEAD': '' });
    expect(inspectTarget(root)).toMatchObject({ state: 'occupied', entries: ['.git', 'src'] });
  });

  test('that is a link to a folder is that folder', () => {
    const folder = makeWorld({ 'real/x': '' });
    symlinkSync('real', join(folder, 'link'));
    expect(inspectTarget(join(folder, 'link'))).toMatchObject({
      root: realpathSync(join(folder, 'real')),
      entries: ['x'],
    });
  });
});

describe('what can be no target', () => {
  const folder = (): string => {
    const world = makeWorld({ file: 'x' });
    symlinkSync('nowhere', join(world, 'broken'));
    symlinkSync('circle', join(world, 'circle'));
    symlinkSync('file', join(world, 'to-file'));
    mkdirSync(join(world, 'empty'));
    return world;
  };

  test.each([
    ['file', 'file is not a folder'],
    ['to-file', 'to-file is not a folder'],
    ['file/below', 'is not a folder'],
    ['file/far/below', 'file is not a folder'],
    ['broken', 'broken, a broken symbolic link, is not a folder'],
    ['broken/below', 'broken, a broken symbolic link, is not a folder'],
    ['circle', 'symbolic links lead in a circle'],
    ['nul\0', 'NUL'],
  ])('%j', (path, why) => {
    const run = (): unknown => inspectTarget(join(folder(), path));
    expect(run).toThrow(UserError);
    expect(run).toThrow(why);
  });
});
