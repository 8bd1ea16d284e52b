import { describe, expect, it } from 'vitest';
import { createDocuments } from '../../../src/audit/documents.ts';
import { memoryTree } from '../../../src/audit/tree.ts';
import { childOf, childrenOf, xml } from '../../../src/kit/index.ts';

const parse = (text: string) => xml.parse(text, 'pom.xml');

describe('an XML file', () => {
  it('is elements with their text, attributes and places', async () => {
    const root = await parse(
      '<?xml version="1.0"?>\n<project a="1">\n  <name>Orders &amp; <!-- no -->more</name>\n  <module/>\n  <module>x</module>\n</project>\n',
    );
    expect([root.name, root.attributes['a']]).toEqual(['project', '1']);
    expect(childOf(root, 'name')?.text).toBe('Orders & more');
    expect(childrenOf(root, 'module').map(({ text }) => text)).toEqual(['', 'x']);
    expect(childOf(root, 'name')?.at).toMatchObject({ path: 'pom.xml', line: 3, column: 3, endLine: 3 });
    expect(childOf(root, 'name', 'nothing')).toBeUndefined();
  });

  it('never expands an entity that it declares', async () => {
    const bomb =
      '<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;&x;"><!ENTITY f SYSTEM "file:///etc/passwd">]><a>&y;&f;</a>';
    const { view, coverage } = createDocuments(memoryTree({ 'a.xml': bomb }), ['*.xml']);
    expect(await view.tree('a.xml', xml)).toBeUndefined();
    expect(coverage().skipped[0]?.reason).toContain('not valid XML');
  });

  it.each([
    ['elements in elements', '<a>'.repeat(20_000) + '</a>'.repeat(20_000)],
    ['no end', '<a><b></a>'],
    ['nothing', ''],
  ])('that holds %s is skipped with a reason, and stops nobody', async (_, text) => {
    const { view, coverage } = createDocuments(memoryTree({ 'a.xml': text }), ['*.xml']);
    expect(await view.tree('a.xml', xml)).toBeUndefined();
    expect(coverage().skipped).toEqual([
      { path: 'a.xml', reason: expect.stringContaining('not valid XML') as string, incomplete: true },
    ]);
  });
});
