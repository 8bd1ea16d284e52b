import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { questionsOf } from '../../../src/answers/questions.ts';
import { openQuestions, resolveAnswers } from '../../../src/answers/resolve.ts';
import type { Resolved, Sources } from '../../../src/answers/resolve.ts';
import { select } from '../../../src/answers/select.ts';
import { compile } from '../../../src/render/compile.ts';
import type { Question } from '../../../src/catalog/types.ts';
import { fixture, fixtureValidators, refusal, validatorOf } from '../../support/fixture.ts';

const { templates } = select(fixture, { archetype: 'watched', templates: {} });
const questions = questionsOf(fixture, templates);
const validators = fixtureValidators(templates);
const resolve = (sources: Partial<Sources>): Resolved =>
  resolveAnswers(questions, { flags: {}, file: {}, ...sources }, validators);

describe('an answer comes from the strongest source that has one', () => {
  const all: Sources = {
    flags: { owner: 'by-flag' },
    file: { owner: 'by-file' },
    prompted: { owner: 'by-prompt' },
    archetype: { owner: 'by-archetype' },
    suggested: { owner: 'by-suggestion' },
  };

  it.each([
    ['flag', 'by-flag', []],
    ['file', 'by-file', ['flags']],
    ['prompt', 'by-prompt', ['flags', 'file']],
    ['archetype', 'by-archetype', ['flags', 'file', 'prompted']],
    ['suggestion', 'by-suggestion', ['flags', 'file', 'prompted', 'archetype']],
    ['default', 'my-service-team', ['flags', 'file', 'prompted', 'archetype', 'suggested']],
  ] as const)('%s: %s', (origin, value, without) => {
    const left = Object.fromEntries(
      Object.entries(all).filter(([source]) => !(without as readonly string[]).includes(source)),
    );
    const { answers, origins } = resolve(left);
    expect([answers['owner'], origins['owner']]).toEqual([value, origin]);
  });

  it('does not see what every object inherits', () => {
    const odd: Question = { name: 'constructor', type: 'string', title: 'Odd', default: 'none' };
    expect(resolveAnswers([odd], { flags: {}, file: {} }, []).answers).toEqual({ constructor: 'none' });
  });
});

describe('a default', () => {
  it('follows the answers before it, wherever they come from', () => {
    expect(resolve({ flags: { name: 'orders' } }).answers).toMatchObject({
      owner: 'orders-team',
      channel: 'orders-alerts',
    });
    expect(resolve({ suggested: { name: 'orders' } }).answers['owner']).toBe('orders-team');
  });

  it('that is exactly one expression keeps its type', () => {
    const follows: Question = {
      name: 'health',
      type: 'integer',
      title: 'Health port',
      default: { program: compile('{{port}}', 'it') },
    };
    expect(
      resolveAnswers(
        [{ name: 'port', type: 'integer', title: 'Port', default: 80 }, follows],
        { flags: {}, file: {} },
        [],
      ).answers['health'],
    ).toBe(80);
  });
});

describe('a question whose condition does not hold', () => {
  it('has no answer, and is not open', () => {
    const resolved = resolve({ flags: { secured: 'no' } });
    expect(resolved.answers).not.toHaveProperty('issuer');
    expect(openQuestions(questions, { flags: {}, file: {} }, resolved).map(({ name }) => name)).not.toContain('issuer');
  });

  it('refuses an answer that was given for it, and says what it needs', () => {
    for (const source of ['flags', 'file'] as const) {
      expect(refusal(() => resolve({ [source]: { secured: 'false', issuer: 'https://a.example' } })).message).toBe(
        '--issuer does not apply: it needs secured true',
      );
    }
  });

  it('lets go of what an archetype or an earlier prompt had for it', () => {
    expect(
      resolve({ flags: { secured: 'no' }, archetype: { issuer: 'a' }, prompted: { issuer: 'b' } }).answers,
    ).not.toHaveProperty('issuer');
  });
});

describe('open questions', () => {
  it('are those that apply and that nobody answered; an answer of a prompt does not close them', () => {
    const sources: Sources = {
      flags: { name: 'orders' },
      file: { port: '9000' },
      archetype: { channel: 'a' },
      suggested: { tier: 1 },
      prompted: { owner: 'b' },
    };
    const open = openQuestions(questions, sources, resolveAnswers(questions, sources, []));
    expect(open.map(({ name }) => name)).toEqual(['owner', 'secured', 'issuer', 'threshold']);
  });
});

describe('wrong answers', () => {
  it('are all told in one message: unknown names, types, limits and conditions', () => {
    const { message, hint } = refusal(() =>
      resolve({
        flags: { name: 'Orders', port: 'http', tier: '4', prot: '80' },
        file: { threshold: '2', secured: 'no', issuer: 'x' },
      }),
    );
    expect(message.split('\n')).toEqual([
      '6 answers do not fit:',
      '  "prot" of a flag is no question of the chosen templates; did you mean port?',
      '  port: "http" is not a number (--port)',
      '  --issuer does not apply: it needs secured true',
      '  name: "Orders" is not kebab-case, such as my-service (--name)',
      '  tier: 4 is not one of 1, 2, 3 (--tier)',
      '  threshold: 2 is more than 1 (--threshold)',
    ]);
    expect(hint).toContain('--help');
  });

  it('are told with what to do when there is one', () => {
    expect(refusal(() => resolve({ file: { onwer: 'a' } }))).toEqual({
      message: '"onwer" of the answers file is no question of the chosen templates; did you mean owner?',
      hint: 'Correct it; `create-service --help` lists every question.',
    });
    expect(refusal(() => resolve({ flags: { zebra: 'a' } })).hint).toContain('Remove it');
  });

  it('are judged alike wherever they come from', () => {
    const given = fc.oneof(
      fc.string(),
      fc.constantFrom('orders', 'aws', 'a--b', 'x'.repeat(21), '1', '4', '0.5', 'true', '-1', '99999', '8080.5'),
    );
    const verdict = (source: keyof Sources, name: string, value: string): unknown => {
      try {
        return resolve({ [source]: { [name]: value } }).answers[name];
      } catch (error) {
        return (error as Error).message;
      }
    };
    fc.assert(
      fc.property(fc.constantFrom('name', 'owner', 'tier', 'port', 'secured', 'threshold'), given, (name, value) => {
        const verdicts = (['flags', 'file', 'prompted', 'archetype', 'suggested'] as const).map((source) =>
          verdict(source, name, value),
        );
        expect(new Set(verdicts).size).toBe(1);
      }),
      { numRuns: 100 },
    );
  });
});

describe('what is wrong with an answer', () => {
  const question = (limits: Partial<Question>): Question => ({
    name: 'domainName',
    type: 'string',
    title: 'Domain',
    default: { string: 'a', integer: 1, number: 1, boolean: true }[limits.type ?? 'string'],
    ...limits,
  });

  it.each<[Partial<Question>, string, string]>([
    [{ pattern: '^[a-z]+$', patternHint: 'lower-case letters' }, 'A', '"A" is not lower-case letters'],
    [{ enum: ['blue', 'green'] }, 'gren', '"gren" is not one of blue, green; did you mean green?'],
    [{ enum: ['blue', 'green'] }, 'vermilion', '"vermilion" is not one of blue, green'],
    [{ reserved: ['aws'] }, 'aws', '"aws" is a reserved word'],
    [{ minLength: 3 }, 'ab', '"ab" is shorter than 3 characters'],
    [{ maxLength: 3 }, 'abcd', '"abcd" is longer than 3 characters'],
    [{ type: 'integer', minimum: 1 }, '0', '0 is less than 1'],
    [{ type: 'integer', maximum: 9 }, '10', '10 is more than 9'],
    [{ type: 'integer' }, '1.5', '1.5 is not a whole number'],
    [{ type: 'integer' }, '9'.repeat(400), 'Infinity is not a whole number'],
    [{ type: 'number', minimum: 0 }, '-0.5', '-0.5 is less than 0'],
    [{ type: 'number' }, '1e5', '"1e5" is not a number'],
    [{ type: 'boolean' }, 'maybe', '"maybe" is not true or false'],
    [{ maxLength: 3 }, 'x'.repeat(1000), `"${'x'.repeat(80)}…" is longer than 3 characters`],
  ])('%j refuses %s', (limits, value, problem) => {
    const asked = question(limits);
    const { message } = refusal(() =>
      resolveAnswers([asked], { flags: { domainName: value }, file: {} }, [validatorOf([asked])]),
    );
    expect(message).toBe(`domainName: ${problem} (--domain-name)`);
  });

  it.each<[Question['type'], unknown, unknown]>([
    ['string', ' orders ', 'orders'],
    ['string', 123456789012, '123456789012'],
    ['string', 'e\u0301', '\u00e9'],
    ['string', '007', '007'],
    ['integer', ' 8080 ', 8080],
    ['integer', '-1', -1],
    ['integer', 8080, 8080],
    ['number', '0.25', 0.25],
    ['boolean', 'YES', true],
    ['boolean', 'no', false],
    ['boolean', true, true],
    ['boolean', 'False', false],
  ])('a %s takes %j as %j', (type, given, value) => {
    const asked: Question = {
      name: 'it',
      type,
      title: 'It',
      default: type === 'string' ? 'a' : type === 'boolean' ? false : 1,
    };
    expect(resolveAnswers([asked], { flags: {}, file: { it: given } }, [validatorOf([asked])]).answers['it']).toBe(
      value,
    );
  });

  it.each<[Question['type'], unknown, string]>([
    ['string', ['a'], 'a list is not text'],
    ['string', { a: 1 }, 'a mapping is not text'],
    ['string', null, 'nothing is not text'],
    ['string', true, 'true is not text'],
    ['integer', true, 'true is not a number'],
    ['integer', '0x10', '"0x10" is not a number'],
    ['boolean', 1, '1 is not true or false'],
  ])('a %s does not take %j', (type, given, problem) => {
    const asked: Question = { name: 'it', type, title: 'It', default: 'a' };
    expect(refusal(() => resolveAnswers([asked], { flags: {}, file: { it: given } }, [])).message).toBe(
      `it: ${problem} (--it)`,
    );
  });
});
