import type { JsonMember, JsonNode } from './json.ts';

type JsonObject = Extract<JsonNode, { type: 'object' }>;

const known = new WeakMap<JsonObject, ReadonlyMap<string, JsonMember>>();

/** The members of an object by key: of one that stands there twice, JSON.parse takes the last. */
const membersOf = (node: JsonObject): ReadonlyMap<string, JsonMember> => {
  const found = known.get(node) ?? new Map(node.members.map((member) => [member.key, member]));
  known.set(node, found);
  return found;
};

/** The span of what a pointer names in a JSON text: from the key to the end of a scalar, or the nearest parent there is. */
export const spanInJson = (root: JsonNode, keys: readonly string[]): readonly [start: number, end: number] => {
  let node = root;
  let span: readonly [number, number] = [root.start, root.end];
  for (const key of keys) {
    if (node.type === 'array') {
      const item = /^\d+$/.test(key) ? node.items[Number(key)] : undefined;
      if (item === undefined) break;
      node = item;
      span = [item.start, item.end];
    } else if (node.type === 'object') {
      const found = membersOf(node).get(key);
      if (found === undefined) break;
      node = found.value;
      span = [found.start, node.type === 'scalar' ? node.end : node.start];
    } else break;
  }
  return span;
};
