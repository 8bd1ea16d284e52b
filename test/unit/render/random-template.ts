import fc from 'fast-check';

/** Stands for a GitHub expression: the text under test gets the real one, Handlebars a plain word in its place. */
export const githubMark = 'GITHUB';

/** Handlebars compares scopes as text, which an object without a prototype does not have. */
const plain = (parts: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<Record<string, unknown>> =>
  fc.record(parts, { noNullPrototype: true });

/** Values of every type that a template meets. No two values of a list are equal: Handlebars takes equal ones for one scope. */
export const contexts: fc.Arbitrary<Record<string, unknown>> = plain({
  word: fc.string({ unit: 'grapheme', maxLength: 8 }),
  port: fc.integer(),
  on: fc.boolean(),
  empty: fc.constant(''),
  zero: fc.constant(0),
  none: fc.constant(null),
  part: plain({ label: fc.string(), size: fc.nat(), deep: plain({ leaf: fc.string() }) }),
  items: fc.uniqueArray(
    plain({ id: fc.string(), hot: fc.boolean(), tags: fc.uniqueArray(fc.string({ minLength: 1 }), { maxLength: 3 }) }),
    { maxLength: 3, selector: (item) => item['id'] },
  ),
  table: fc.dictionary(fc.constantFrom('a', 'b', 'c'), plain({ cell: fc.string() }), { noNullPrototype: true }),
});

type ScopeType = 'top' | 'part' | 'deep' | 'item' | 'tag' | 'row';

/** What each scope has, by what it can be used for. */
const scopes: Record<
  ScopeType,
  { text: string[]; number: string[]; any: string[]; lists: [string, ScopeType][]; parts: [string, ScopeType][] }
> = {
  top: {
    text: ['word', 'empty', 'part.label', 'part.deep.leaf', 'this.word', './word'],
    number: ['port', 'zero', 'part.size', 'items.length'],
    any: ['on', 'none', 'items', 'table', 'zero'],
    lists: [
      ['items', 'item'],
      ['table', 'row'],
      ['none', 'row'],
    ],
    parts: [
      ['part', 'part'],
      ['none', 'part'],
    ],
  },
  part: {
    text: ['label', 'deep.leaf', '[label]'],
    number: ['size'],
    any: ['size'],
    lists: [],
    parts: [['deep', 'deep']],
  },
  deep: { text: ['leaf'], number: [], any: ['leaf'], lists: [], parts: [] },
  item: { text: ['id'], number: ['tags.length'], any: ['hot', 'tags'], lists: [['tags', 'tag']], parts: [] },
  tag: { text: ['this'], number: [], any: ['this'], lists: [], parts: [] },
  row: { text: ['cell'], number: [], any: ['cell'], lists: [], parts: [] },
};

interface Place {
  readonly stack: readonly ScopeType[];
  readonly loops: number;
  readonly depth: number;
}

type Use = 'text' | 'number' | 'any' | 'lists' | 'parts';

/** Names of the given use that can be reached from here, through `../` too. */
const reachable = <U extends Use>(
  { stack }: Place,
  use: U,
): { readonly path: string; readonly found: (typeof scopes)[ScopeType][U][number] }[] =>
  stack.flatMap((type, up) =>
    scopes[type][use].map((found) => {
      const name = typeof found === 'string' ? found : found[0];
      return {
        path: up === 0 ? name : `${'../'.repeat(up)}${name.replace(/^(this\.|\.\/)/, '')}`,
        found: found as never,
      };
    }),
  );

const oneOf = (names: readonly string[]): fc.Arbitrary<string> => fc.constantFrom(...names);
const call = (helper: string, ...args: fc.Arbitrary<string>[]): fc.Arbitrary<string> =>
  fc.tuple(...args).map((words) => `(${helper} ${words.join(' ')})`);

const textual = (place: Place, depth = 2): fc.Arbitrary<string> => {
  const names = reachable(place, 'text').map(({ path }) => path);
  const plain = fc.oneof(oneOf(names), oneOf(['"q"', "'a b'", '"it\'s"']));
  if (depth === 0) return plain;
  const inner = textual(place, depth - 1);
  return fc.oneof(
    plain,
    call('concat', inner, numeric(place)),
    call('json', inner),
    call('yaml', inner),
    call('pascal', inner),
  );
};

const numeric = (place: Place): fc.Arbitrary<string> => {
  const names = reachable(place, 'number').map(({ path }) => path);
  const plain = oneOf([...names, '7', '-3', ...(place.loops > 0 ? ['@index'] : [])]);
  return fc.oneof(plain, call('add', plain, plain), call('multiply', plain, plain));
};

const condition = (place: Place): fc.Arbitrary<string> => {
  const any = oneOf([
    ...reachable(place, 'any').map(({ path }) => path),
    ...(place.loops > 0 ? ['@first', '@last'] : []),
  ]);
  return fc.oneof(
    any,
    call('not', any),
    call('eq', textual(place, 0), textual(place, 0)),
    call('and', any, any),
    call('or', any, any),
    call('gt', numeric(place), numeric(place)),
  );
};

const strip = fc.constantFrom('', '', '', '~');
const tag = (inside: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.tuple(strip, inside, strip).map(([left, text, right]) => `{{${left}${text}${right}}}`);

/** Text in which lines begin, end and stand alone around tags. */
const texts: fc.Arbitrary<string> = fc
  .array(
    fc.constantFrom('a', 'b c', ' ', '\n', '\n', '\r\n', '  ', '\t', '- ', ' } ', ' { ', '# ', '"', `${githubMark} `),
    { maxLength: 4 },
  )
  .map((parts) => parts.join(''));

function block(place: Place): fc.Arbitrary<string> {
  const body = (stack: readonly ScopeType[], loops: number): fc.Arbitrary<string> =>
    program({ stack, loops, depth: place.depth - 1 });
  const same = body(place.stack, place.loops);
  const otherwise = fc.oneof(
    fc.constant(''),
    fc.tuple(tag(oneOf(['else', '^'])), same).map((parts) => parts.join('')),
  );
  const chain = fc
    .array(
      fc
        .tuple(tag(fc.tuple(oneOf(['if', 'unless']), condition(place)).map(([name, of]) => `else ${name} ${of}`)), same)
        .map((parts) => parts.join('')),
      { maxLength: 2 },
    )
    .map((links) => links.join(''));
  const whole = (
    name: string,
    head: fc.Arbitrary<string>,
    inner: fc.Arbitrary<string>,
    rest: fc.Arbitrary<string>,
  ): fc.Arbitrary<string> =>
    fc
      .tuple(tag(head.map((of) => `#${name} ${of}`)), inner, rest, tag(fc.constant(`/${name}`)))
      .map((parts) => parts.join(''));
  const branch = oneOf(['if', 'unless']).chain((name) =>
    whole(
      name,
      condition(place),
      same,
      fc.tuple(chain, otherwise).map((parts) => parts.join('')),
    ),
  );
  const fresh = <T extends { readonly found: [string, ScopeType] }>(found: T): boolean =>
    !place.stack.includes(found.found[1]);
  const into = (name: 'each' | 'with', use: 'lists' | 'parts'): fc.Arbitrary<string>[] =>
    reachable(place, use)
      .filter(fresh)
      .map(({ path, found: [, type] }) =>
        whole(
          name,
          fc.constant(path),
          body([type, ...place.stack], place.loops + (name === 'each' ? 1 : 0)),
          otherwise,
        ),
      );
  return fc.oneof(branch, ...into('each', 'lists'), ...into('with', 'parts'));
}

function program(place: Place): fc.Arbitrary<string> {
  const data = ['@index', '@key', '@first', '@last', ...(place.loops > 1 ? ['@../index', '@../key', '@../last'] : [])];
  const mustache = tag(
    fc
      .oneof(textual(place), numeric(place), ...(place.loops > 0 ? [oneOf(data)] : []))
      .map((text) => text.replace(/^\((.*)\)$/s, '$1')),
  );
  const comment = oneOf(['{{! note }}', '{{!-- a }} b --}}', '{{~! note ~}}', '\\{{literal}}']);
  const literalFree = mustache.filter((text) => !/^\{\{~?(["'\d-])/.test(text));
  const parts: fc.Arbitrary<string>[] = [texts, texts, literalFree, comment];
  if (place.depth > 0) parts.push(block(place), block(place));
  return fc.array(fc.oneof(...parts), { maxLength: 4 }).map((all) => all.join(''));
}

/** A template within what the renderer supports, over the names of `contexts`. */
export const templates: fc.Arbitrary<string> = program({ stack: ['top'], loops: 0, depth: 3 });
