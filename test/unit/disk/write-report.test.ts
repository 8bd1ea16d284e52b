import { execFileSync, spawn } from 'node:child_process';
import {
  closeSync,
  existsSync,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { writeReport } from '../../../src/disk/write-report.ts';
import { refusal } from '../../support/fixture.ts';
import { makeWorld } from '../../scenario/disk/harness/world.ts';

describe('a report in a file', () => {
  it('replaces what stood there, and leaves nothing beside it', () => {
    const world = makeWorld({ 'a.json': 'old' });
    writeReport(join(world, 'a.json'), 'new');
    expect(readFileSync(join(world, 'a.json'), 'utf8')).toBe('new');
    expect(readdirSync(world)).toEqual(['a.json']);
  });

  it('makes the folders that are missing', () => {
    const world = makeWorld();
    writeReport(join(world, 'reports/today/a.json'), 'new');
    expect(readFileSync(join(world, 'reports/today/a.json'), 'utf8')).toBe('new');
  });

  it('is written through a link, which stays', () => {
    const world = makeWorld({ 'real/a.json': 'old' });
    symlinkSync('real/a.json', join(world, 'link'));
    symlinkSync('real/b.json', join(world, 'to-nothing'));
    writeReport(join(world, 'link'), 'new');
    writeReport(join(world, 'to-nothing'), 'made');
    expect(lstatSync(join(world, 'link')).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(world, 'real/a.json'), 'utf8')).toBe('new');
    expect(readFileSync(join(world, 'real/b.json'), 'utf8')).toBe('made');
  });

  it('goes into a pipe, which stays one', async () => {
    const world = makeWorld();
    const pipe = join(world, 'pipe');
    execFileSync('mkfifo', [pipe]);
    const reader = spawn('cat', [pipe]);
    const read = new Promise<string>((resolve) => {
      let text = '';
      reader.stdout.setEncoding('utf8').on('data', (some: string) => (text += some));
      reader.on('close', () => resolve(text));
    });
    writeReport(pipe, 'new');
    expect(await read).toBe('new');
    expect(statSync(pipe).isFIFO()).toBe(true);
  });

  it.skipIf(process.platform !== 'linux')('is added to an open file, which is not replaced', () => {
    const world = makeWorld({ out: 'printed\n' });
    const open = openSync(join(world, 'out'), 'a');
    onTestFinished(() => closeSync(open));
    symlinkSync(`/proc/self/fd/${open}`, join(world, 'stdout'));
    const before = fstatSync(open).ino;
    writeReport(join(world, 'stdout'), 'new');
    writeReport(`/dev/fd/${open}`, 'er');
    expect(readFileSync(join(world, 'out'), 'utf8')).toBe('printed\nnewer');
    expect(statSync(join(world, 'out')).ino).toBe(before);
  });

  // The device is made for the test: were it replaced, the machine would lose its own.
  it('never replaces a device, and tells that it is full', () => {
    const world = makeWorld();
    const full = join(world, 'full');
    try {
      execFileSync('mknod', [full, 'c', '1', '7'], { stdio: 'ignore' });
    } catch {
      return;
    }
    expect(refusal(() => writeReport(full, 'new')).message).toBe(`Cannot write ${full}: the disk is full.`);
    expect(statSync(full).isCharacterDevice()).toBe(true);
  });

  it('keeps the mode of the file that it replaces', () => {
    const world = makeWorld({ 'a.json': { text: 'old', mode: 0o640 } });
    writeReport(join(world, 'a.json'), 'new');
    expect(statSync(join(world, 'a.json')).mode & 0o777).toBe(0o640);
  });

  it('tells what stands in the way, and writes nothing', () => {
    const world = makeWorld({ file: '', 'folder/x': '' });
    expect(refusal(() => writeReport(join(world, 'folder'), '')).message).toContain('a folder stands where a file');
    expect(refusal(() => writeReport(join(world, 'file/a.json'), '')).message).toContain(
      'a file stands where a folder',
    );
    expect(existsSync(join(world, 'folder/x'))).toBe(true);
  });
});
