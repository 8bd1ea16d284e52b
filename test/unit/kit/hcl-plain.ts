/** A tree of HCL without places, in the fewest words, for tests to compare. */
export const plain = (node: unknown): unknown => {
  if (Array.isArray(node)) return node.map(plain);
  if (typeof node !== 'object' || node === null) return node;
  const { at: _, ...rest } = node as Record<string, unknown>;
  return Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, plain(value)]));
};
