import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inject } from 'vitest';
import { describe, expect, it } from 'vitest';
import { snapshot } from '../disk/harness/world.ts';
import { everyFlag, world } from './harness/tool.ts';
import type { Ended, World } from './harness/tool.ts';

const program = fileURLToPath(new URL('../../../node_modules/plop/bin/plop.js', import.meta.url));

/** Runs plop itself on the plopfile of the package. */
const plop = (here: World, cwd: string, generator: string, ...argv: readonly string[]): Ended =>
  here.run([generator, '--', ...argv], {
    cwd,
    node: [program, '--plopfile', join(inject('checkout'), 'dist/plopfile.cjs')],
  });

/** A new empty folder in the world. */
function folderIn({ folder }: World, name: string): string {
  mkdirSync(join(folder, name));
  return join(folder, name);
}

describe('plop itself', () => {
  it.each<[string, string[]]>([
    ['defaults', ['orders', '--yes']],
    ['flags', everyFlag],
    ['a chosen archetype', ['--archetype', 'watched', '--threshold', '0.25', '--yes']],
  ])('makes the same bytes as the flags give: %s', (_, argv) => {
    const here = world();
    const [byPlop, byFlags] = ['plop', 'flags'].map((name) => folderIn(here, name));
    const { code, stdout } = plop(here, byPlop ?? '', 'service', ...argv, '--no-git', '--no-audit');
    expect(stdout).toMatch(/files written to /);
    expect(code).toBe(0);
    here.run([...argv, '--no-git', '--no-audit'], { cwd: byFlags ?? '' });
    expect(Object.keys(snapshot(byPlop ?? '')).length).toBeGreaterThan(8);
    expect(snapshot(byPlop ?? '')).toEqual(snapshot(byFlags ?? ''));
  });

  it('adds a component with the same bytes as add gives', () => {
    const here = world();
    const [byPlop, byFlags] = ['plop', 'flags'].map((name) => {
      here.run(['orders', '--yes', '--no-git', '--no-audit'], { cwd: folderIn(here, name) });
      return join(here.folder, name, 'orders');
    });
    expect(plop(here, byPlop ?? '', 'component', 'alerts/pager', '--yes', '--no-audit').code).toBe(0);
    here.run(['add', 'alerts/pager', '--yes', '--no-audit'], { cwd: byFlags ?? '' });
    expect(snapshot(byPlop ?? '')).toEqual(snapshot(byFlags ?? ''));
  });

  it.each<[string, string[], RegExp]>([
    ['a wrong answer', ['orders', '--yes', '--port', '80a'], /port: "80a" is not a number \(--port\)/],
    [
      'an unknown option',
      ['orders', '--yes', '--prot', '80'],
      /There is no option --prot here\.\s+Did you mean --port\?/,
    ],
    [
      'nobody to ask',
      ['orders'],
      /6 questions|5 questions are not answered, and nobody can be asked here: --owner --tier --port --secured --issuer/,
    ],
  ])('refuses %s with a message and another exit code than 0, and writes nothing', (_, argv, message) => {
    const here = world();
    const cwd = folderIn(here, 'plop');
    const { code, stdout, stderr } = plop(here, cwd, 'service', ...argv);
    expect(code).not.toBe(0);
    expect(`${stdout}${stderr}`).toMatch(message);
    expect(readdirSync(cwd)).toEqual([]);
  });
});
