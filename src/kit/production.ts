const customers: ReadonlySet<string> = new Set(['prod', 'prd', 'production', 'live']);
const longest = 200;

/**
 * Whether a stage or environment of this name serves customers: `prod`, `eu-prod-1`, `live-eu`, `orders-production`,
 * `OrdersProd`, but not `pre-prod`, `non-production` or `prod-like`.
 */
export const isProduction = (name: string): boolean =>
  name
    .slice(0, longest)
    .split(/[-_/. ]|(?<=[a-z0-9])(?=[A-Z])/)
    .map((word) => word.toLowerCase())
    .some(
      (word, place, words) =>
        customers.has(word) && !/^(?:pre|non|not|like)$/.test(words[place - 1] ?? '') && words[place + 1] !== 'like',
    );
