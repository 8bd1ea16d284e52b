import { describe, expect, it } from 'vitest';
import { explanation } from '../../../src/cli/explain-text.ts';
import type { Terminal } from '../../../src/cli/terminal.ts';
import { plain } from '../../../src/report/palette.ts';
import { ruleOf } from '../audit/toy-standard.ts';

const terminal = (columns: number): Terminal => ({
  interactive: false,
  columns,
  colors: plain,
  print: () => {},
  write: () => {},
  say: () => {},
  hasReader: () => true,
});
const long = 'word '.repeat(60).trim();
const example = { title: 'a team', files: { 'a.yaml': `a: ${long}\n` } };
const rule = ruleOf('own-team', {
  why: long,
  fix: long,
  falsePositives: [long, 'One more.'],
  sources: [{ document: long, section: 'S' }],
});
const explained = {
  rule,
  choices: [],
  dialect: null,
  examples: { pass: [], fail: [] },
  notRead: {},
  here: null,
};
const verdict = { title: 'Here: orders, tier 2', text: `fail (must) ${long}\n  a.yaml:1:1` };

describe('the explanation of a rule', () => {
  it('fits the terminal, and tells one item of a list from the next', () => {
    const lines = explanation(explained, [verdict], terminal(60)).split('\n');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(60);
    expect(lines).toContain('    a.yaml:1:1');
    expect(lines).toContain('  One more.');
    expect(lines.filter((line) => line.startsWith('    word')).length).toBeGreaterThan(4);
  });

  it('breaks no line of an example', () => {
    const shown = { ...explained, examples: { pass: [example], fail: [] } };
    expect(explanation(shown, [], terminal(60))).toContain(`    a: ${long}`);
  });
});
