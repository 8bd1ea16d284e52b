const deepest = 100;
const most = 500_000;

/** Throws when a value is nested deeper, or holds more, than any file that people write. */
export const checkNesting = (root: unknown): void => {
  const open: (readonly [unknown, number])[] = [[root, 0]];
  let count = 0;
  for (let item = open.pop(); item !== undefined; item = open.pop()) {
    const [value, depth] = item;
    count += 1;
    if (depth > deepest) throw new Error(`nested deeper than ${deepest} levels`);
    if (count > most) throw new Error(`more than ${most} nodes`);
    if (typeof value === 'object' && value !== null) {
      for (const child of Array.isArray(value) ? value : Object.values(value)) open.push([child, depth + 1]);
    }
  }
};

/** What a recursive parser throws for a text that is nested too deep, in the words of the other limits. */
export const asNesting = (error: unknown): unknown =>
  error instanceof RangeError ? new Error(`nested deeper than ${deepest} levels`) : error;
