const isDigit = (code: number): boolean => code >= 48 && code <= 57;

const digitsEnd = (text: string, from: number): number => {
  let at = from;
  while (isDigit(text.charCodeAt(at))) at += 1;
  return at;
};

/** Signs before digits before letters, large and small alike; `_` first, as in `V1__first.sql` before `V1_1__next.sql`. */
const weightOf = (code: number): number => {
  if (code === 95) return 0;
  if (isDigit(code)) return 0x100 + code;
  const lower = code >= 65 && code <= 90 ? code + 32 : code;
  return lower >= 97 && lower <= 122 ? 0x200 + lower : code < 128 ? code : 0x300 + code;
};

const compareNumbers = (a: string, b: string): number => {
  const [left, right] = [a.replace(/^0+/, ''), b.replace(/^0+/, '')];
  return left.length - right.length || (left < right ? -1 : left > right ? 1 : 0);
};

/**
 * Compares names in which numbers count: `step-9` comes before `step-10`. The same on every machine, and a collator of `Intl` takes as
 * long to make as a hundred files to read.
 */
export const byNumbers = (a: string, b: string): number => {
  let [left, right] = [0, 0];
  while (left < a.length && right < b.length) {
    const [leftEnd, rightEnd] = [digitsEnd(a, left), digitsEnd(b, right)];
    const areNumbers = leftEnd > left && rightEnd > right;
    const difference = areNumbers
      ? compareNumbers(a.slice(left, leftEnd), b.slice(right, rightEnd))
      : weightOf(a.charCodeAt(left)) - weightOf(b.charCodeAt(right));
    if (difference !== 0) return difference;
    [left, right] = areNumbers ? [leftEnd, rightEnd] : [left + 1, right + 1];
  }
  return a.length - left - (b.length - right) || (a < b ? -1 : a > b ? 1 : 0);
};
