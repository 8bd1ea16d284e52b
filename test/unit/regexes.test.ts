import { createContext, Script } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sourcesBelow } from '../support/source.ts';

// Every regular expression of the audit meets texts of strangers. Each is tried on texts that it nearly matches, one part of them
// repeated: what goes back too far takes the square of their length, or worse, and is ended after a while.

interface Pattern {
  readonly place: string;
  readonly source: string;
  readonly flags: string;
}

const patterns: readonly Pattern[] = sourcesBelow(
  'src/audit',
  'src/disk',
  'src/fleet',
  'src/kit',
  'src/report',
  'templates',
).flatMap(({ path, nodes }) =>
  nodes.flatMap((node) =>
    node.type === 'RegExpLiteral'
      ? [{ place: `${path}:${node.loc?.start.line}`, source: node.pattern, flags: node.flags }]
      : [],
  ),
);

const length = 32_000;
const most = 150;
const pumps = [...' \t\na0A-_./\\:"\'`#*@=({[<,$|&;~!'];

/** Texts that a pattern matches, as far as they can be made from it. */
const samplesOf = ({ source, flags }: Pattern): readonly string[] => {
  // Classes of Unicode cannot be made by chance in any time.
  if (/\\p\{/i.test(source)) return [''];
  // What only looks around, and borders of words, take no text of their own; a backslash that stands for itself is no part of them.
  const plain = source.replaceAll(/\\[^bB]|\(\?<?[!=](?:[^()\\]|\\.|\[[^\]]*\])*\)|\\[bB]/g, (found) =>
    /^\\[^bB]/.test(found) ? found : '',
  );
  const pattern = new RegExp(plain, flags.replace(/[gy]/g, ''));
  try {
    return fc.sample(fc.stringMatching(pattern, { size: 'small' }), { numRuns: 4, seed: 7 });
  } catch {
    return [''];
  }
};

const attacksOn = (pattern: Pattern): readonly string[] => {
  const plain = pumps.map((pump) => pump.repeat(length));
  const pumped = samplesOf(pattern).flatMap((sample) => {
    const steps = Math.max(1, Math.ceil(sample.length / 12));
    return Array.from({ length: Math.ceil(sample.length / steps) }, (_, index) => index * steps).flatMap((at) =>
      [1, 2, 5].map((size) => {
        const piece = sample.slice(at, at + size);
        return `${sample.slice(0, at)}${piece.repeat(Math.ceil(length / Math.max(1, piece.length)))}\u0001`;
      }),
    );
  });
  return [...plain, ...plain.map((text) => `${text}\u0001`), ...pumped];
};

const context = createContext({});
const attempt = new Script(
  '{ const tried = new RegExp(source, flags); for (; index < attacks.length; index += 1) { begun = index; tried.test(attacks[index]); tried.lastIndex = 0; } }',
);

/** The first text that a pattern is not done with soon; asked twice, since a machine may be busy. */
const slowAttackOn = ({ source, flags }: Pattern, attacks: readonly string[]): string | undefined => {
  let [begun, misses] = [0, 0];
  while (begun < attacks.length) {
    const state = { source, flags, attacks, index: begun, begun };
    Object.assign(context, state);
    try {
      // Each text alone is far below it; only one that takes longer by itself ends two attempts.
      attempt.runInContext(context, { timeout: most });
      return undefined;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
      const stopped = (context as unknown as { begun: number }).begun;
      misses = stopped === begun ? misses + 1 : 0;
      if (misses > 1) return attacks[stopped];
      begun = stopped;
    }
  }
  return undefined;
};

describe('a regular expression', () => {
  it('is tried', () => expect(patterns.length).toBeGreaterThan(200));

  it('is done soon with whatever it meets', { timeout: 300_000 }, () => {
    const slow = patterns.flatMap((pattern) => {
      const attack = slowAttackOn(pattern, attacksOn(pattern));
      return attack === undefined
        ? []
        : [`${pattern.place} /${pattern.source}/ on ${JSON.stringify(attack.slice(0, 40))}…`];
    });
    expect(slow).toEqual([]);
  });

  it.each([
    ['(a+)+$', true],
    ['^\\s*x\\s*$', false],
    ['\\s+$', true],
    ['(?:a|aa)+b', true],
    ['x{0,20}y', false],
  ])('%s would be found: %s', (source, found) => {
    const pattern = { place: '', source, flags: '' };
    expect(slowAttackOn(pattern, attacksOn(pattern)) !== undefined).toBe(found);
  });
});
