import { array, assert as check, asyncProperty, constantFrom, dictionary, property, record, string } from 'fast-check';
import { units } from 'virtual:units';
import { describe, expect, it } from 'vitest';
import { auditServices } from '../../../src/audit/audit.ts';
import { hasSameInputs, watchInputs } from '../../../src/audit/inputs.ts';
import type { Inputs } from '../../../src/audit/inputs.ts';
import { memoryTree } from '../../../src/audit/tree.ts';
import type { AuditTree } from '../../../src/audit/tree.ts';
import { renderService, standard } from '../../support/standard.ts';

const seenBy = (tree: AuditTree, look: (watched: AuditTree) => void): Inputs => {
  const { tree: watched, inputs } = watchInputs(tree);
  look(watched);
  const seen = inputs();
  if (seen === undefined) throw new Error('there are no inputs');
  return seen;
};

const files = { 'a.txt': 'one', 'b.txt': 'two', 'c.txt': 'three' };
const read =
  (...paths: readonly string[]) =>
  (tree: AuditTree): void =>
    paths.forEach((path) => tree.read(path));
const isSame = (seen: Inputs, changed: Readonly<Record<string, string>>): boolean =>
  hasSameInputs(memoryTree(changed), seen);

describe('what an audit saw', () => {
  const seen = seenBy(memoryTree(files), read('b.txt', 'a.txt'));

  it('is the same in the same repository', () => {
    expect(isSame(seen, files)).toBe(true);
  });

  it('is another when a file that was read has another text, of the same length too', () => {
    expect(isSame(seen, { ...files, 'a.txt': 'other' })).toBe(false);
    expect(isSame(seen, { ...files, 'a.txt': 'eno' })).toBe(false);
    expect(isSame(seen, { ...files, 'a.txt': 'two', 'b.txt': 'one' })).toBe(false);
  });

  it('is the same when a file has changed that nobody looked into', () => {
    expect(isSame(seen, { ...files, 'c.txt': 'another' })).toBe(true);
  });

  it('is another when a file has come, gone or moved, whether it was read or not', () => {
    expect(isSame(seen, { ...files, 'd.txt': '' })).toBe(false);
    const { 'c.txt': text, ...rest } = files;
    expect(isSame(seen, rest)).toBe(false);
    expect(isSame(seen, { ...rest, 'd.txt': text })).toBe(false);
  });

  it('is another when a file cannot be read any more, or when something else was left out', () => {
    const tree = memoryTree(files);
    const refused = { ...tree, read: (path: string) => (path === 'a.txt' ? { skipped: 'one' } : tree.read(path)) };
    expect(hasSameInputs(refused, seen)).toBe(false);
    const skipped = [{ path: 'd', reason: 'cannot be listed', incomplete: true }];
    expect(hasSameInputs({ ...tree, skipped }, seen)).toBe(false);
  });

  it('is another when git was asked about a file and would say something else', () => {
    const knowing = (answer: boolean | undefined): AuditTree => ({ ...memoryTree(files), tracked: () => answer });
    const asked = seenBy(knowing(true), (tree) => void tree.tracked?.('a.txt'));
    expect([true, false, undefined].map((answer) => hasSameInputs(knowing(answer), asked))).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('is nothing to compare with when a file was read that is not listed', () => {
    const { tree, inputs } = watchInputs(memoryTree(files));
    tree.read('elsewhere.txt');
    expect(inputs()).toBeUndefined();
  });

  it('stops reading at the first file of another length', () => {
    const opened: string[] = [];
    const tree = memoryTree({ ...files, 'b.txt': 'longer' });
    hasSameInputs({ ...tree, read: (path) => (opened.push(path), tree.read(path)) }, seen);
    expect(opened).toEqual(['b.txt']);
  });

  it('tells any two repositories apart that differ in what was read', () => {
    const some = dictionary(constantFrom('a', 'b', 'ab', 'a/b', '0:'), string({ maxLength: 4 }), { maxKeys: 4 });
    const inOrder = (of: Readonly<Record<string, string>>) =>
      Object.fromEntries(Object.entries(of).sort(([a], [b]) => (a < b ? -1 : 1)));
    check(
      property(some.map(inOrder), some.map(inOrder), (first, second) => {
        const saw = seenBy(memoryTree(first), read(...Object.keys(first)));
        expect(isSame(saw, second)).toBe(JSON.stringify(first) === JSON.stringify(second));
      }),
    );
  });
});

describe('a repository whose inputs are the same', () => {
  const service = renderService({}).texts;
  const options = { standard, units, path: '.', today: '2026-11-25' };
  const audited = async (texts: Readonly<Record<string, string>>) => {
    const { tree, inputs } = watchInputs(memoryTree(texts));
    return { reports: await auditServices(tree, options), inputs: inputs() };
  };

  it('has the same verdict, whatever changed', async () => {
    const { reports, inputs } = await audited(service);
    if (inputs === undefined) throw new Error('there are no inputs');
    const paths = Object.keys(service);
    const unread = paths.filter((_, index) => !inputs.read.some(([at]) => at === index));
    expect(unread.length).toBeGreaterThan(0);
    const change = record({
      path: constantFrom(...paths.slice(0, 20), ...unread, ...unread),
      by: constantFrom(...changes),
    });
    await check(
      asyncProperty(array(change, { minLength: 1, maxLength: 3 }), async (all) => {
        const changed = all.reduce((texts, { path, by }) => ({ ...texts, [path]: by(texts[path] ?? '') }), service);
        if (isSame(inputs, changed)) expect((await audited(changed)).reports).toEqual(reports);
        else expect(all.some(({ path }) => !unread.includes(path))).toBe(true);
      }),
      { numRuns: 40 },
    );
  });
});

const changes: readonly ((text: string) => string)[] = [
  () => '',
  (text) => `${text}\nAKIAIOSFODNN7EXAMPLE`,
  (text) => text.slice(1),
  (text) => text.toUpperCase(),
];
