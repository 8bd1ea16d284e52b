import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blobId } from '../../../src/plan/blob-id.ts';
import { planCreate } from '../../../src/plan/create.ts';
import type { CreateFacts } from '../../../src/plan/create.ts';
import type { Existing } from '../../../src/plan/decide.ts';
import { manifestPath } from '../../../src/plan/manifest.ts';
import type { Manifest } from '../../../src/plan/manifest.ts';
import { parseManifest } from '../../../src/plan/parse-manifest.ts';
import type { Plan } from '../../../src/plan/types.ts';
import type { RenderedFile } from '../../../src/render/render.ts';
import { fixture, refusal, renderFixture } from '../../support/fixture.ts';

const encoder = new TextEncoder();
const digestOf = (text: string): string => blobId(encoder.encode(text));
const standing = (text: string, mode: '644' | '755' = '644'): Existing => ({
  state: 'file',
  digest: digestOf(text),
  mode,
});
const file = (path: string, text: string, seeded = false): RenderedFile => ({
  path,
  text,
  mode: '644',
  seeded,
  template: 'api/hello',
});

const plan = (facts: Partial<CreateFacts>): Plan =>
  planCreate({
    root: '/service',
    standard: fixture,
    templates: [],
    answers: {},
    rendered: [],
    entries: [],
    existing: new Map(),
    policy: () => 'fail',
    ...facts,
  });
const manifestIn = ({ changes }: Plan): Manifest =>
  parseManifest(new TextDecoder().decode(changes.at(-1)?.content), 'it');
const actions = ({ changes }: Plan): Record<string, string> =>
  Object.fromEntries(changes.map(({ path, action }) => [path, action]));

describe('a plan', () => {
  it('has each path once, sorted, and the manifest last, whatever is rendered and whatever stands there', () => {
    const path = fc.stringMatching(/^[a-e]{1,2}(\/[a-e.]{0,2}[a-e]){0,2}$/);
    const rendered = fc.uniqueArray(path, { maxLength: 12 }).map((paths) => paths.map((each) => file(each, each)));
    const state = fc.constantFrom<Existing>({ state: 'absent' }, standing('a'), standing('other', '755'), {
      state: 'blocked',
      reason: 'a folder stands there',
    });
    fc.assert(
      fc.property(
        rendered,
        fc.dictionary(path, state),
        fc.constantFrom('fail', 'skip', 'overwrite'),
        (files, existing, policy) => {
          const { changes } = plan({
            rendered: files,
            existing: new Map(Object.entries(existing)),
            policy: () => policy as never,
          });
          const paths = changes.map((change) => change.path as string);
          expect(paths).toEqual([...files.map((each) => each.path).sort(), manifestPath]);
          for (const change of changes) {
            const writes = change.action === 'create' || change.action === 'update';
            expect(change.content !== undefined).toBe(writes);
            if (change.content !== undefined) expect(change.digest).toBe(blobId(change.content));
            else expect(change.digest).toBe(change.preimage);
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  it('refuses a path that leads out of the service', () => {
    for (const path of ['../a', '/etc/passwd', '.git/hooks/pre-commit', 'a/../../b'])
      expect(refusal(() => plan({ rendered: [file(path, '')] })).message).toContain('cannot be a path in a service');
  });

  it('never has one path twice, nor a manifest that a template writes', () => {
    expect(() => plan({ rendered: [file('a', '1'), file('a', '2')] })).toThrow(
      'api/hello writes a, which is written already',
    );
    expect(() => plan({ rendered: [file(manifestPath, '')] })).toThrow('which is written already');
  });

  it('leaves the files that came with the repository, when there is nothing else', () => {
    const facts = {
      rendered: [file('README.md', 'new'), file('a', 'new')],
      existing: new Map([['README.md', standing('mine')]]),
    };
    expect(actions(plan({ ...facts, entries: ['.git', 'LICENSE', 'README.md'] }))).toMatchObject({
      'README.md': 'skip',
      a: 'create',
    });
    expect(actions(plan({ ...facts, entries: ['.git', 'README.md', 'src'] }))).toMatchObject({
      'README.md': 'conflict',
    });
  });

  it('reports a manifest that cannot be written as a conflict', () => {
    const existing = new Map<string, Existing>([[manifestPath, { state: 'blocked', reason: 'a folder stands there' }]]);
    expect(plan({ existing }).changes.at(-1)).toMatchObject({ action: 'conflict', reason: 'a folder stands there' });
  });
});

describe('the manifest', () => {
  const { templates, answers, files } = renderFixture();
  const made = plan({ templates, answers, rendered: files, archetype: 'hello' });

  it('tells standard, templates, archetype, answers, and per file its blob id and template', () => {
    expect(manifestIn(made)).toMatchObject({
      schemaVersion: 1,
      standard: { version: '1.2.3', digest: fixture.digest },
      templates: { 'api/hello': '2.1.0', 'base/service': '1.0.0' },
      archetype: 'hello',
      answers: { name: 'my-service', port: 8080, secured: true },
      files: {
        'src/main.js': { template: 'api/hello', seeded: true },
        'README.md': {
          blob: digestOf(files.find(({ path }) => path === 'README.md')?.text ?? ''),
          template: 'base/service',
        },
      },
    });
    expect(Object.keys(manifestIn(made).files)).toEqual(files.map(({ path }) => path));
  });

  it('is the same bytes for the same facts', () => {
    const again = plan({
      templates: [...templates].reverse(),
      answers: Object.fromEntries(Object.entries(answers).reverse()),
      rendered: [...files].reverse(),
      archetype: 'hello',
    });
    expect(again.changes.at(-1)?.digest).toBe(made.changes.at(-1)?.digest);
  });

  it('names blobs as git does', () => {
    expect(digestOf('hello\n')).toBe('ce013625030ba8dba906f756967f9e9ca394464a');
    expect(digestOf('')).toBe('e69de29bb2d1d6434b8b29ae775ad8c2e48c5391');
    expect(digestOf('é\n')).toBe(gitHash('é\n'));
  });
});

/** What git itself says, where there is one. */
function gitHash(text: string): string {
  try {
    return execFileSync('git', ['hash-object', '--stdin'], { input: text, encoding: 'utf8' }).trim();
  } catch {
    return digestOf(text);
  }
}

describe('adding to a service', () => {
  const before = manifestIn(
    plan({
      rendered: [file('follows', '1'), file('edited', '1'), file('removed', '1'), file('seed', '1', true)],
      archetype: 'hello',
    }),
  );
  const existing = new Map([
    ['follows', standing('1')],
    ['edited', standing('mine')],
    ['seed', standing('mine')],
  ]);
  const rendered = [
    file('follows', '2'),
    file('edited', '2'),
    file('removed', '2'),
    file('seed', '2', true),
    file('added', '2'),
  ];
  const added = plan({
    rendered,
    existing,
    recorded: before,
    entries: ['follows', 'edited', 'seed', '.create-service'],
  });

  it('lets unedited files follow, and leaves edited and removed ones as they are, seeded or not', () => {
    expect(actions(added)).toMatchObject({
      follows: 'update',
      edited: 'skip',
      removed: 'skip',
      seed: 'keep',
      added: 'create',
    });
  });

  it('records what was written now; of a file that stayed, what was written then', () => {
    const { files } = manifestIn(added);
    expect(
      Object.fromEntries(
        Object.entries(files).map(([path, { blob }]) => [
          path,
          blob === digestOf('2') ? 'now' : blob === digestOf('1') ? 'then' : blob,
        ]),
      ),
    ).toEqual({
      added: 'now',
      edited: 'then',
      follows: 'now',
      removed: 'then',
      seed: 'then',
    });
    expect(files['seed']?.seeded).toBe(true);
  });

  it('keeps the archetype that the service was made from', () => expect(manifestIn(added).archetype).toBe('hello'));

  it('does not record a file that was there before and was kept', () => {
    const skipped = plan({
      rendered: [file('README.md', 'a'), file('constructor', 'a')],
      existing: new Map([
        ['README.md', standing('b')],
        ['constructor', standing('b')],
      ]),
      policy: () => 'skip',
    });
    expect(manifestIn(skipped).files).toEqual({});
  });
});
