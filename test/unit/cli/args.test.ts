import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kindOptions, parseAnswering } from '../../../src/cli/answer-options.ts';
import { parseArguments } from '../../../src/cli/args.ts';
import { commandNamed, commands, reservedCommands } from '../../../src/cli/options.ts';
import { fixture, refusal } from '../../support/fixture.ts';

const create = commandNamed('create');
const options = [
  { name: 'yes', short: 'y', help: '' },
  { name: 'port', value: 'integer', help: '' },
  { name: 'on-conflict', value: 'P', choices: ['fail', 'skip'], help: '' },
  { name: 'set', value: 'key=value', multiple: true as const, help: '' },
  { name: 'preset', value: 'FILE', once: true as const, help: '' },
];
const refused = (...argv: string[]): string => {
  const { message, hint } = refusal(() => parseArguments(argv, options));
  return `${message} ${hint}`;
};

describe('a command line', () => {
  it('has folders, switches, values and lists, in any order', () => {
    expect(parseArguments(['a b', '-y', '--port=80', '--set', 'a=1', '--set=b=2', 'c'], options)).toEqual({
      positionals: ['a b', 'c'],
      values: { yes: true, port: '80' },
      lists: { set: ['a=1', 'b=2'] },
    });
  });

  it('takes everything after two dashes as it is', () => {
    expect(parseArguments(['--', '--yes', '-x'], options).positionals).toEqual(['--yes', '-x']);
  });

  it.each<[string[], string]>([
    [['--prot', '80'], 'There is no option --prot here. Did you mean --port?'],
    [['--something-else'], 'There is no option --something-else here. Add --help to see the options.'],
    [['-x'], 'There is no option -x here. Add --help to see the options.'],
    [['--port'], '--port needs a value. Write --port integer.'],
    [
      ['--port', '--yes'],
      '--port needs a value, and --yes looks like an option. If it is the value, write --port=--yes.',
    ],
    [['--yes=no'], '--yes takes no value. Write --yes alone.'],
    [['--on-conflict', 'ask'], '--on-conflict ask: there is no such choice. Choose one of fail, skip.'],
    [
      ['--preset', 'a.yaml', '--preset=b.yaml'],
      '--preset is given twice, as a.yaml and as b.yaml. Only one can hold: leave the other out.',
    ],
    [['--no-yes'], 'There is no option --no-yes here. Add --help to see the options.'],
  ])('%j is refused', (argv, expected) => {
    expect(refused(...argv)).toBe(expected);
  });

  it('takes the last value of an option that is given again, but for a file that would be dropped unseen', () => {
    expect(parseArguments(['--port', '80', '--port', '81'], options).values).toEqual({ port: '81' });
    expect(parseArguments(['--preset', 'a', '--preset', 'a'], options).values).toEqual({ preset: 'a' });
  });

  it('takes a value that begins with a dash where it cannot be an option', () => {
    expect(parseArguments(['--port=-x'], options).values).toEqual({ port: '-x' });
    expect(parseArguments(['--port', '-5'], options).values).toEqual({ port: '-5' });
  });

  it('never breaks, whatever is written', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.string(),
            fc.constantFrom('--', '-y', '--port', '--set', '--__proto__', '--constructor=1', '-yx', '--=', '='),
          ),
        ),
        (argv) => {
          try {
            parseArguments(argv, options);
          } catch (error) {
            expect(error).toHaveProperty('hint');
          }
        },
      ),
    );
  });
});

describe('answers on the command line', () => {
  it('have a flag per question and --set for any; the last one counts', () => {
    expect(
      parseAnswering(['--port', '80', '--secured', 'no', '--set', 'owner=a=b', '--set', 'port=81'], create, fixture)
        .flags,
    ).toEqual({ port: '81', secured: 'no', owner: 'a=b' });
  });

  it('belong to the templates that are chosen beside them', () => {
    const { selection, questions } = parseAnswering(['--archetype', 'watched', '--api', 'none'], create, fixture);
    expect(selection.templates.map(({ id }) => id)).toEqual(['base/service', 'alerts/pager']);
    expect(questions.map(({ name }) => name)).toEqual(['name', 'owner', 'tier', 'channel', 'threshold']);
  });

  it.each(['port', '=80', 'a b=1', '__proto__=1'])('--set %s is refused', (pair) => {
    expect(refusal(() => parseAnswering(['--set', pair], create, fixture)).message).toBe(
      `--set ${pair} is not of the form key=value.`,
    );
  });

  it('have a flag per kind that can be chosen, and none for one that is always the same', () => {
    expect(kindOptions(fixture).map(({ name, help }) => [name, help])).toEqual([
      ['api', 'Template of the api: hello, none'],
      ['alerts', 'Template of the alerts: pager, none'],
    ]);
  });
});

it('words that later versions will have are no commands of this one', () => {
  expect(reservedCommands.filter((word) => commands.some(({ name }) => name === word))).toEqual([]);
});

it('an unknown command is a bug, not a wish of the user', () =>
  expect(() => commandNamed('none')).toThrow('there is no command none'));
