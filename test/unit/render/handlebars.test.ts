import Handlebars from 'handlebars';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compile } from '../../../src/render/compile.ts';
import { helpers } from '../../../src/render/helpers.ts';
import { run } from '../../../src/render/run.ts';
import { contexts, githubMark, templates } from './random-template.ts';

const reference = Handlebars.create();
for (const [name, helper] of Object.entries(helpers)) {
  // Handlebars gives every helper its options as the last argument.
  reference.registerHelper(name, (...args: unknown[]) => helper(...args.slice(0, -1)));
}
const knownHelpers = Object.fromEntries(Object.keys(helpers).map((name) => [name, true]));

// Handlebars adds two numbers that follow each other at the start of a block (1 and 1 give 2); text in front of them prevents it.
const start = '\uE100';

class StartOfBlocks extends Handlebars.Visitor {
  override Program(program: hbs.AST.Program): void {
    super.Program(program);
    const content = { type: 'ContentStatement', value: start, original: start, loc: program.loc };
    program.body.unshift(content);
  }
}

// The tree is handed over parsed: another pass would strip white space twice.
reference.parse = ((tree: hbs.AST.Program) => tree) as unknown as typeof reference.parse;

const expression = "${{ format('{{0}}', github.sha) }}";

function byHandlebars(template: string, context: object): string {
  const tree = Handlebars.parse(template);
  new StartOfBlocks().accept(tree);
  const render = reference.compile(tree, { noEscape: true, strict: true, knownHelpers, knownHelpersOnly: true });
  return render(context)
    .replaceAll(start, '')
    .replaceAll(githubMark, () => expression);
}

const byUs = (template: string, context: object): string =>
  run(
    compile(
      template.replaceAll(githubMark, () => expression),
      'it',
    ),
    context,
    'it',
  );

describe('a compiled template', () => {
  it('renders what Handlebars itself renders, whatever the template and the context', () => {
    fc.assert(
      fc.property(templates, contexts, (template, context) => {
        expect(byUs(template, context)).toBe(byHandlebars(template, context));
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['blocks that stand alone on their line leave no line behind', 'a\n  {{#if on}}  \nb\n{{/if}}\nc\n'],
    ['an else that stands alone leaves no line behind', '{{#if none}}\na\n{{else}}\nb\n{{/if}}\n'],
    ['a comment that stands alone leaves no line behind', 'a\n{{! why }}\nb\n'],
    ['a tilde takes the white space on its side', 'a  \n {{~word}}  b {{word~}} \n c'],
    [
      'else if chains take the first branch that holds',
      '{{#if none}}a{{else if zero}}b{{else if on}}c{{else}}d{{/if}}',
    ],
    ['an inverted block is an unless', '{{^if none}}a{{else}}b{{/if}}'],
    [
      'each in each reaches outer data',
      '{{#each items}}{{#each tags}}{{@../index}}{{@index}}{{this}}{{../id}};{{/each}}{{/each}}',
    ],
    [
      'outer data is reached through #with too',
      '{{#each items}}{{#each tags}}{{#with ../../part}}{{@../index}}{{@index}}{{/with}}{{/each}}{{/each}}',
    ],
    ['each over nothing takes the else', '{{#each none}}a{{else}}b{{/each}}{{#each empty}}a{{else}}c{{/each}}'],
    ['each over a text is each over nothing', '{{#each word}}a{{else}}b{{/each}}'],
    ['with over nothing takes the else', '{{#with none}}a{{else}}b{{/with}}'],
    ['with takes zero for something', '{{#with zero}}a{{this}}{{else}}b{{/with}}'],
    ['keys of an object keep their order', '{{#each table}}{{@key}}={{cell}}{{#unless @last}},{{/unless}}{{/each}}'],
    ['an escaped mustache is text', 'a \\{{word}} b'],
  ])('%s, as in Handlebars', (_, template) => {
    const item = (id: string): object => ({ id, hot: true, tags: [`${id}1`, `${id}2`] });
    const table = { b: { cell: '1' }, a: { cell: '2' } };
    const context = {
      word: 'w',
      on: true,
      none: null,
      zero: 0,
      empty: '',
      items: [item('x'), item('y')],
      part: { label: 'p' },
      table,
    };
    expect(byUs(template, context)).toBe(byHandlebars(template, context));
  });
});
