import { describe, expect, it } from 'vitest';
import { printMade } from '../../../src/cli/made-text.ts';
import type { ServiceRun } from '../../../src/cli/service-run.ts';
import { terminalOf } from '../../../src/cli/terminal.ts';
import type { Made } from '../../../src/commands/make.ts';
import { fixture } from '../../support/fixture.ts';

describe('what a run tells of the audit of what it made', () => {
  it('sends no character of a repository raw to the terminal', () => {
    let out = '';
    const terminal = terminalOf({
      env: {},
      isTerminal: () => false,
      columns: () => 80,
      write: (_, text) => {
        out += text;
        return true;
      },
    });
    const hostile = '\u001b[2Jowner\u202e';
    const finding = { outcome: 'fail', severity: 'must', rule: 'r', message: hostile, locations: [{ path: hostile }] };
    printMade(
      { terminal, json: false, options: { dryRun: false }, shipped: { standard: fixture } } as unknown as ServiceRun,
      {
        plan: { root: '/service', changes: [] },
        parts: new Map([['base/service', 1]]),
        nextSteps: [],
        postSteps: [],
        audit: { summary: { pass: 0, fail: 1, error: 0 }, findings: [finding] },
      } as unknown as Made,
    );
    expect(out).toContain('must r \\u{1b}[2Jowner\\u{202e}:1 \\u{1b}[2Jowner\\u{202e}');
    for (const character of ['\u001b', '\u202e']) expect(out).not.toContain(character);
  });
});
