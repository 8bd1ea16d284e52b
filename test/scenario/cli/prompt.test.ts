import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inject } from 'vitest';
import { describe, expect, it } from 'vitest';
import { fill, snapshot } from '../disk/harness/world.ts';
import { atTerminal, hasTerminal, keys } from './harness/terminal.ts';
import type { Person } from './harness/terminal.ts';
import { world } from './harness/tool.ts';

const { enter, down, ctrlC, erase } = keys;

/** Takes the default of every question of the default archetype, up to the review. */
async function takesDefaults(person: Person, { named = false } = {}): Promise<void> {
  if (!named) {
    await person.sees('Name of the service (my-service)');
    person.types(enter);
  }
  await person.sees('Keep these');
  person.types(enter);
  await person.sees('Who issues the tokens (https://issuer.example.com)');
  person.types(enter);
  await person.sees('Keep these');
  person.types(enter);
}

describe.skipIf(!hasTerminal)('at a terminal', () => {
  it('Enter through everything gives the same bytes as --yes, by way of plop', async () => {
    const here = world();
    const person = atTerminal(here, ['--no-git', '--no-audit']);
    await takesDefaults(person);
    const review = await person.sees('Write these 8 files?');
    expect(review).toContain('my-service/');
    expect(review).toContain('├─ src/');
    expect(readdirSync(here.folder)).toEqual([]);
    person.types(enter);
    expect(await person.ends()).toMatchObject({ code: 0 });
    here.run(['flags', '--yes', '--name', 'my-service', '--no-git', '--no-audit']);
    expect(snapshot(join(here.folder, 'my-service'))).toEqual(snapshot(join(here.folder, 'flags')));
  });

  it('asks only what is not answered yet, and follows the answers', async () => {
    const here = world();
    const person = atTerminal(here, ['orders', '--tier', '3', '--no-git', '--no-audit']);
    expect(await person.sees('Service: owner orders-team')).not.toContain('Name of the service');
    person.types(down, enter);
    await person.sees('Team that owns it (orders-team)');
    person.types('shop-team', enter);
    // The kind is asked about as a whole; its example value comes first, one by one.
    await person.sees('Who issues the tokens');
    person.types('https://id.example.org', enter);
    await person.sees('API: port 8080, secured true');
    person.types(enter);
    await person.sees('Write these');
    person.types(enter);
    expect((await person.ends()).code).toBe(0);
    const files = snapshot(join(here.folder, 'orders'));
    expect(files['catalog-info.yaml']).toBe(
      '644 kind: Component\nmetadata:\n  name: orders\nspec:\n  owner: shop-team\n  tier: 3\n',
    );
    expect(files['src/auth.js']).toContain('https://id.example.org');
  });

  it('tells what is wrong with an answer at once, and asks again', async () => {
    const here = world();
    const person = atTerminal(here, [
      '--secured',
      'no',
      '--owner',
      'a-team',
      '--tier',
      '1',
      '--port',
      '9000',
      '--no-git',
      '--no-audit',
    ]);
    await person.sees('Name of the service (my-service)');
    person.types('Orders', enter);
    await person.sees('name: "Orders" is not kebab-case, such as my-service');
    person.types(erase, 'aws', enter);
    await person.sees('name: "aws" is a reserved word');
    person.types(erase, 'orders', enter);
    await person.sees('Write these');
    person.types(enter);
    expect((await person.ends()).code).toBe(0);
    expect(readdirSync(here.folder)).toEqual(['orders']);
  });

  it('asks anew when the review is not as wished, and writes nothing when it is cancelled', async () => {
    const here = world();
    const person = atTerminal(here, ['orders', '--no-git', '--no-audit']);
    await takesDefaults(person, { named: true });
    await person.sees('Write these 8 files?');
    person.types(down, enter);
    await takesDefaults(person, { named: true });
    await person.sees('Write these 8 files?');
    person.types(down, down, enter);
    const { code, rest } = await person.ends();
    expect(code).toBe(2);
    expect(rest).toContain('Cancelled. Nothing was written.');
    expect(readdirSync(here.folder)).toEqual([]);
  });

  it.each(['Name of the service', 'Keep these', 'Write these'])(
    'Ctrl-C at %j writes nothing and is exit 2',
    async (place) => {
      const here = world();
      const person = atTerminal(here, ['--no-git']);
      if (place !== 'Name of the service') {
        await person.sees('Name of the service');
        person.types(enter);
      }
      if (place === 'Write these') {
        await takesDefaults(person, { named: true });
      }
      await person.sees(place);
      person.types(ctrlC);
      const { code, rest } = await person.ends();
      expect(code).toBe(2);
      expect(rest).toContain('Cancelled. Nothing was written.');
      expect(rest).not.toContain('bug');
      expect(readdirSync(here.folder)).toEqual([]);
    },
  );

  it('shows the difference where a file stands in the way, and does with each as it is told', async () => {
    const here = world();
    const target = join(here.folder, 'orders');
    fill(target, { 'README.md': '# mine \u001b[31m\n', 'run.sh': 'mine\n', 'other.txt': '' });
    const person = atTerminal(here, [
      'orders',
      '--secured',
      'no',
      '--owner',
      'a-team',
      '--tier',
      '1',
      '--no-git',
      '--no-audit',
    ]);
    await person.sees('API: port 8080');
    person.types(enter);
    await person.sees('Write these');
    person.types(enter);
    await person.sees('README.md: a file with other content stands there');
    person.types(down, enter);
    const difference = await person.sees('+# orders');
    expect(difference).toContain('-# mine \\u{1b}[31m');
    await person.sees('README.md: a file with other content stands there');
    person.types(down, down, enter);
    await person.sees('run.sh: a file with other content stands there');
    person.types(enter);
    expect((await person.ends()).code).toBe(0);
    expect(snapshot(target)['README.md']).toContain('# orders\n');
    expect(snapshot(target)['run.sh']).toBe('644 mine\n');
  });

  it('writes nothing when it is told to stop at a file in the way', async () => {
    const here = world();
    const target = join(here.folder, 'orders');
    fill(target, { 'run.sh': 'mine\n', 'other.txt': '' });
    const before = snapshot(target);
    const person = atTerminal(here, [
      'orders',
      '--secured',
      'no',
      '--owner',
      'a-team',
      '--tier',
      '1',
      '--port',
      '9000',
      '--name',
      'orders',
    ]);
    await person.sees('run.sh: a file with other content stands there');
    person.types(down, down, down, down, enter);
    const { code, rest } = await person.ends();
    expect({ code, after: snapshot(target) }).toEqual({ code: 2, after: before });
    expect(rest).toContain('Nothing was written.');
  });

  it('asks nothing with --yes, and shows colours', async () => {
    const here = world();
    const person = atTerminal(here, ['orders', '--yes', '--no-git']);
    const { code, rest } = await person.ends();
    expect(code).toBe(0);
    expect(rest).toContain('8 files written');
    expect(rest).not.toContain('?');
  });

  it('asks through plop itself as well, with the same result', async () => {
    const here = world();
    for (const name of ['plop', 'flags']) mkdirSync(join(here.folder, name));
    const program = fileURLToPath(new URL('../../../node_modules/plop/bin/plop.js', import.meta.url));
    const node = [program, '--plopfile', join(inject('checkout'), 'dist/plopfile.cjs')];
    const person = atTerminal(here, ['service', '--', '--no-git', '--no-audit'], {
      cwd: join(here.folder, 'plop'),
      node,
    });
    await takesDefaults(person);
    await person.sees('Write these 8 files?');
    person.types(enter);
    expect((await person.ends()).code).toBe(0);
    here.run(['--yes', '--no-git', '--no-audit'], { cwd: join(here.folder, 'flags') });
    expect(snapshot(join(here.folder, 'plop'))).toEqual(snapshot(join(here.folder, 'flags')));
  });
});
