import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { snapshot } from '../disk/harness/world.ts';
import { world } from './harness/tool.ts';
import type { Ended } from './harness/tool.ts';

interface Service {
  readonly root: string;
  add(...argv: readonly string[]): Ended;
  edit(path: string, change: (text: string) => string): void;
  manifest(): {
    readonly templates: object;
    readonly answers: object;
    readonly archetype?: string;
    readonly files: Record<string, object>;
  };
}

/** A service that was just made, without alerts. */
function service(): Service {
  const { folder, run } = world();
  run(['orders', '--yes', '--no-git', '--no-audit', '--port', '9000']);
  const root = join(folder, 'orders');
  return {
    root,
    add: (...argv) => run(['add', ...argv], { cwd: root }),
    edit: (path, change) => writeFileSync(join(root, path), change(readFileSync(join(root, path), 'utf8'))),
    manifest: () =>
      JSON.parse(readFileSync(join(root, '.create-service/manifest.json'), 'utf8')) as ReturnType<Service['manifest']>,
  };
}

describe('create-service add', () => {
  it('puts a component into the service, with what the service said of itself', () => {
    const { root, add, manifest } = service();
    const { code, stdout, stderr } = add('alerts/pager', '--yes', '--threshold', '0.1');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(readFileSync(join(root, 'alerts.yaml'), 'utf8')).toBe(
      'service: orders\nchannel: orders-alerts\nthreshold: 0.1\nport: 9000\n',
    );
    expect(readFileSync(join(root, 'README.md'), 'utf8')).toContain('- pip in /alerts\n');
    expect(stdout).toContain('  ~ README.md  not edited: it follows the components\n');
    expect(stdout).toContain(`✓ 4 files written to ${root}, 6 kept\n`);
    expect(manifest()).toMatchObject({
      templates: { 'base/service': '1.0.0', 'api/hello': '2.1.0', 'alerts/pager': '0.3.0' },
      archetype: 'hello',
      answers: { port: 9000, threshold: 0.1 },
    });
  });

  it('gives what making the service with it at once would have given', () => {
    const { root, add } = service();
    add('alerts/pager', '--yes', '--no-audit');
    const { folder, run } = world();
    run(['orders', '--archetype', 'hello', '--alerts', 'pager', '--port', '9000', '--yes', '--no-git', '--no-audit']);
    expect(snapshot(root)).toEqual(snapshot(join(folder, 'orders')));
  });

  it('leaves edited, removed and seeded files as they are', () => {
    const { root, add, edit, manifest } = service();
    edit('README.md', (text) => `${text}Mine.\n`);
    edit('src/main.js', () => 'mine\n');
    rmSync(join(root, 'NOTICE'));
    const before = snapshot(root);
    const recorded = manifest().files;
    const { code, stdout } = add('alerts/pager', '--yes');
    expect(code).toBe(0);
    const { '.create-service/manifest.json': _, ...kept } = before;
    expect(snapshot(root)).toMatchObject(kept);
    expect(Object.keys(snapshot(root))).not.toContain('NOTICE');
    expect(stdout).toContain('  - README.md  edited by you: it stays as it is\n');
    expect(stdout).toContain('  - NOTICE  removed by you: it stays removed\n');
    expect(stdout).toContain('  = src/main.js  yours since it was made\n');
    const { 'alerts.yaml': added, 'install.cjs': another, ...earlier } = manifest().files;
    expect([added, another]).not.toContain(undefined);
    expect(earlier).toEqual(recorded);
  });

  it('names the flags of what is not answered, and only of the component', () => {
    const { root, add } = service();
    const before = snapshot(root);
    expect(add('alerts/pager').stderr).toContain(
      '2 questions are not answered, and nobody can be asked here: --channel --threshold\n',
    );
    expect(add('alerts/pager', '--channel', 'a').stderr).toContain(
      'A question is not answered, and nobody can be asked here: --threshold\n',
    );
    expect(snapshot(root)).toEqual(before);
  });

  it.each<[string[], string]>([
    [[], 'Name one template to add, as kind/template.'],
    [['alerts'], 'Name one template to add, as kind/template.'],
    [['alerts/pager', 'more'], 'Name one template to add, as kind/template.'],
    [['alert/pager'], 'There is no kind "alert".\n  Did you mean alerts?'],
    [['alerts/pagr'], 'There is no alerts template "pagr".\n  Did you mean pager?'],
    [['api/hello', '--yes'], 'This service has api/hello already.'],
    [['alerts/pager', '--yes', '--port', '9001'], 'The service was made with port 9000; add does not change it.'],
    [['alerts/pager', '--yes', '--threshold', '7'], 'threshold: 7 is more than 1 (--threshold)'],
    [['alerts/pager', '--yes', '--api', 'none'], 'There is no option --api here.'],
  ])('refuses %j', (argv, message) => {
    const { root, add } = service();
    const before = snapshot(root);
    const { code, stdout, stderr } = add(...argv);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(`error ${message}`);
    expect(snapshot(root)).toEqual(before);
  });

  it('refuses a service of another standard, and says which version adds to it', () => {
    const { add, edit } = service();
    edit('.create-service/manifest.json', (text) => text.replace('"version": "0.2.0"', '"version": "0.0.9"'));
    const { code, stderr } = add('alerts/pager', '--yes');
    expect(code).toBe(2);
    expect(stderr).toBe(
      'error This service was made with standard 0.0.9; this is 0.2.0.\n  Add with the version that made it: npx create-service@0.0.9 add …\n',
    );
  });

  it('refuses a folder that is no service, and a manifest that is none', () => {
    const { folder, run } = world();
    expect(run(['add', 'alerts/pager', '--yes']).stderr).toContain(`${folder} has no .create-service/manifest.json`);
    const { add, edit } = service();
    edit(
      '.create-service/manifest.json',
      () => '{ "schemaVersion": 1, "standard": { "version": "1; rm -rf ~", "digest": "" } }',
    );
    expect(add('alerts/pager', '--yes')).toMatchObject({ code: 2, stdout: '' });
  });

  it('asks for a decision where a file of its own stands in the way', () => {
    const { root, add } = service();
    writeFileSync(join(root, 'alerts.yaml'), 'mine\n');
    expect(add('alerts/pager', '--yes').stderr).toContain('alerts.yaml: a file with other content stands there');
    expect(add('alerts/pager', '--yes', '--on-conflict', 'skip').code).toBe(0);
    expect(readFileSync(join(root, 'alerts.yaml'), 'utf8')).toBe('mine\n');
  });
});
