import { entryOf } from './evaluate.ts';
import type { Value } from './evaluate.ts';
import type { HclBlock, HclBody, HclExpression } from './hcl-tree.ts';
import { pairsOf } from './terraform-expressions.ts';
import type { Scope } from './terraform-expressions.ts';
import { isNull, listOf, objectOf, unknownAt } from './terraform-values.ts';

type Evaluate = (node: HclExpression, scope: Scope) => Value;

/** Arguments of the language itself, which are not part of what a resource is. */
const meta = new Set(['count', 'for_each', 'provider', 'providers', 'depends_on', 'source', 'version']);

/**
 * What is between the braces of a block as one object: an attribute under its name, blocks of one type as a list of objects.
 * Each stands where it is written, not where its value comes from.
 */
export const bodyValue = (body: HclBody, scope: Scope, evaluate: Evaluate, keep: ReadonlySet<string> = meta): Value => {
  const entries = new Map<string, Value>();
  for (const { name, value, at } of body.attributes) {
    if (keep === meta && meta.has(name)) continue;
    entries.set(name, { ...evaluate(value, scope), at });
  }
  for (const block of body.blocks) {
    const isDynamic = block.type === 'dynamic' && block.labels.length === 1;
    const type = isDynamic ? (block.labels[0] ?? '') : block.type;
    const made = isDynamic ? dynamic(block, scope, evaluate) : listOf([inside(block, scope, evaluate)], true, block.at);
    const before = entries.get(type);
    entries.set(type, before === undefined ? made : joined(before, made));
  }
  return objectOf(entries, true, body.at);
};

const none: ReadonlySet<string> = new Set();

const inside = (block: HclBlock, scope: Scope, evaluate: Evaluate): Value => {
  const value = bodyValue(block.body, scope, evaluate, none);
  const [label] = block.labels;
  // `provisioner "local-exec"`, `backend "s3"`: the label is part of what it says.
  return label === undefined || value.kind !== 'object'
    ? value
    : objectOf(
        [...Object.entries(value.entries), ['#', { kind: 'literal', value: label, at: block.at }]],
        true,
        block.at,
      );
};

const joined = (first: Value, second: Value): Value =>
  first.kind === 'list' && second.kind === 'list'
    ? listOf([...first.items, ...second.items], first.complete && second.complete, first.at)
    : listOf([], false, first.at);

/** `dynamic "a" { for_each = x, content {} }`: a block for each item; one that stands for all where the items are computed. */
const dynamic = (block: HclBlock, scope: Scope, evaluate: Evaluate): Value => {
  const { at, body } = block;
  const given = (name: string): HclExpression | undefined =>
    body.attributes.find((attribute) => attribute.name === name)?.value;
  const over = given('for_each');
  const collection = over === undefined ? unknownAt(at) : evaluate(over, scope);
  const iterator = given('iterator');
  const name = iterator?.kind === 'name' ? iterator.name : (block.labels[0] ?? '');
  const content = body.blocks.find(({ type }) => type === 'content');
  const written = given('content');
  const pairs = pairsOf(collection);
  const complete = (collection.kind === 'list' || collection.kind === 'object') && collection.complete;
  const each =
    pairs === undefined || (pairs.length === 0 && !complete) ? [[unknownAt(at), unknownAt(at)] as const] : pairs;
  const items = each.map(([key, value]) => {
    const item = objectOf(
      [
        ['key', collection.kind === 'list' ? value : key],
        ['value', value],
      ],
      true,
      at,
    );
    const inner: Scope = { ...scope, names: { ...scope.names, [name]: item } };
    if (content !== undefined) return bodyValue(content.body, inner, evaluate, none);
    return written === undefined ? unknownAt(at) : evaluate(written, inner);
  });
  return listOf(items, complete, at);
};

/** The blocks of a type in a body; none where the key is absent or null. `complete` is false when there may be more or fewer. */
export const blocksOf = (
  body: Value | undefined,
  type: string,
): { readonly items: readonly Value[]; readonly complete: boolean } => {
  const value = entryOf(body, type);
  const whole = body?.kind === 'object' && body.complete;
  if (value === undefined || isNull(value)) return { items: [], complete: whole };
  if (value.kind === 'object') return { items: [value], complete: true };
  if (value.kind !== 'list') return { items: [], complete: false };
  return {
    items: value.items.filter(({ kind }) => kind === 'object'),
    complete: value.complete && value.items.every(({ kind }) => kind === 'object'),
  };
};

/** The document of a data source `aws_iam_policy_document`, in the words of the policy itself. */
export const policyDocument = (body: Value, documents: (value: Value) => Value | undefined): Value => {
  const { items, complete } = blocksOf(body, 'statement');
  const statements = items.map((statement) => {
    const entries: [string, Value][] = [];
    for (const [from, to] of Object.entries(names)) {
      const value = entryOf(statement, from);
      if (value !== undefined && !isNull(value)) entries.push([to, value]);
    }
    if (!entries.some(([key]) => key === 'Effect')) {
      entries.push(['Effect', { kind: 'literal', value: 'Allow', at: statement.at }]);
    }
    const principals = principalsOf(statement, 'principals');
    const others = principalsOf(statement, 'not_principals');
    const conditions = entryOf(statement, 'condition');
    if (principals) entries.push(['Principal', principals]);
    if (others) entries.push(['NotPrincipal', others]);
    if (conditions) entries.push(['Condition', conditions]);
    return objectOf(entries, true, statement.at);
  });
  const others = ['source_policy_documents', 'override_policy_documents'].flatMap((key) => {
    const value = entryOf(body, key);
    return value === undefined || isNull(value) ? [] : value.kind === 'list' ? value.items : [value];
  });
  const read = others.map(documents);
  const inherited = read.flatMap((document) => {
    const statement = entryOf(document, 'Statement');
    return statement?.kind === 'list' ? statement.items : statement === undefined ? [] : [statement];
  });
  const whole = complete && read.every((document) => document !== undefined);
  return objectOf([['Statement', listOf([...statements, ...inherited], whole, body.at)]], true, body.at);
};

const names = {
  sid: 'Sid',
  effect: 'Effect',
  actions: 'Action',
  not_actions: 'NotAction',
  resources: 'Resource',
  not_resources: 'NotResource',
};

/** `principals { type = "AWS", identifiers = ["*"] }` as `{"AWS": ["*"]}`. */
const principalsOf = (statement: Value, key: string): Value | undefined => {
  const { items, complete } = blocksOf(statement, key);
  const [first] = items;
  if (first === undefined) return undefined;
  const entries = items.map((item): [string, Value] => {
    const type = entryOf(item, 'type');
    return [type?.kind === 'literal' ? String(type.value) : '', entryOf(item, 'identifiers') ?? unknownAt(item.at)];
  });
  return objectOf(entries, complete, first.at);
};
