import { pointer } from './at.ts';
import type { At } from './at.ts';
import { hclBudget } from './hcl-tree.ts';
import type { HclAttribute, HclBlock, HclBody, HclExpression } from './hcl-tree.ts';
import { isMapping, record } from './values.ts';

/** How many labels the blocks of a block have; what is no block is an attribute. */
interface Shape {
  readonly [type: string]: { readonly labels: number; readonly inside?: Shape };
}

const ofResources: Shape = { lifecycle: { labels: 0 }, provisioner: { labels: 1 }, dynamic: { labels: 1 } };

const ofFiles: Shape = {
  terraform: {
    labels: 0,
    inside: { backend: { labels: 1 }, cloud: { labels: 0 }, required_providers: { labels: 0 } },
  },
  resource: { labels: 2, inside: ofResources },
  data: { labels: 2, inside: ofResources },
  module: { labels: 1 },
  provider: { labels: 1 },
  variable: { labels: 1 },
  output: { labels: 1 },
  locals: { labels: 0 },
};

type Keys = readonly (string | number)[];

/**
 * The syntax of JSON for the same language: `{"resource": {"aws_sns_topic": {"alerts": {...}}}}`. Texts in it are templates.
 * Which keys are blocks is known for the language itself; the blocks of a resource stay attributes that hold objects.
 */
export const hclJson = (text: string, path: string, parse: (text: string, path: string) => HclBody): HclBody => {
  const budget = hclBudget();
  const place = (keys: Keys): At => ({ path, pointer: pointer(...keys) });

  const expression = (value: unknown, keys: Keys): HclExpression => {
    const at = place(keys);
    budget.spend(at, keys.length);
    if (typeof value === 'string') return /[$%]\{/.test(value) ? template(value, at) : { kind: 'literal', value, at };
    if (Array.isArray(value)) {
      return { kind: 'list', items: value.map((item: unknown, index) => expression(item, [...keys, index])), at };
    }
    if (isMapping(value)) {
      const entries = Object.entries(value).map(([key, inner]) => {
        const inside = [...keys, key];
        return { key: { kind: 'literal', value: key, at: place(inside) } as const, value: expression(inner, inside) };
      });
      return { kind: 'object', entries, at };
    }
    return { kind: 'literal', value: value as number | boolean | null, at };
  };

  /** A text is parsed as a heredoc, in which nothing but the marks of templates is special. */
  const template = (value: string, at: At): HclExpression => {
    let end = 'TEXT';
    while (value.includes(end)) end += '_';
    const [attribute] = parse(`text = <<${end}\n${value}\n${end}\n`, path).attributes;
    const parsed = attribute?.value;
    if (parsed?.kind === 'literal') return { kind: 'literal', value: String(parsed.value).slice(0, -1), at };
    if (parsed?.kind !== 'template') return { kind: 'unknown', at };
    const parts = parsed.parts.map((part, index) =>
      typeof part === 'string' ? (index === parsed.parts.length - 1 ? part.slice(0, -1) : part) : moved(part, at),
    );
    const written = parts.filter((part) => part !== '');
    const [only] = written;
    return written.length === 1 && only !== undefined && typeof only !== 'string'
      ? only
      : { kind: 'template', parts: written, at };
  };

  const body = (value: unknown, keys: Keys, shape: Shape): HclBody => {
    const attributes: HclAttribute[] = [];
    const blocks: HclBlock[] = [];
    for (const [key, inner] of Object.entries(record(value))) {
      const inside = [...keys, key];
      // A comment of this syntax.
      if (key === '//') continue;
      const known = Object.hasOwn(shape, key) ? shape[key] : undefined;
      if (known !== undefined) blocks.push(...blocksOf(key, inner, inside, known.labels, known.inside ?? {}, []));
      else attributes.push({ name: key, value: expression(inner, inside), at: place(inside) });
    }
    return { attributes, blocks, at: place(keys) };
  };

  const blocksOf = (
    type: string,
    value: unknown,
    keys: Keys,
    labels: number,
    shape: Shape,
    found: readonly string[],
  ): readonly HclBlock[] => {
    budget.spend(place(keys), keys.length);
    if (Array.isArray(value)) {
      return value.flatMap((item: unknown, index) => blocksOf(type, item, [...keys, index], labels, shape, found));
    }
    if (labels > 0) {
      return Object.entries(record(value)).flatMap(([label, inner]) =>
        label === '//' ? [] : blocksOf(type, inner, [...keys, label], labels - 1, shape, [...found, label]),
      );
    }
    return [{ type, labels: found, body: body(value, keys, shape), at: place(keys) }];
  };

  return body(JSON.parse(text) as unknown, [], ofFiles);
};

/** The same expression with every place in it replaced: inside of a text of JSON there are no lines. */
const moved = (expression: HclExpression, at: At): HclExpression =>
  JSON.parse(JSON.stringify(expression), (_, value: unknown) =>
    isMapping(value) && 'at' in value ? { ...value, at } : value,
  ) as HclExpression;
