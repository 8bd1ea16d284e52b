import { entropyOf } from './random-values.ts';

/**
 * Whether what has the form of a token was typed by a person to stand for one: runs of a character, rows such as `1a2b3c4d`, a word
 * that says so. Of random characters less than a tenth follow one another, so half of them never do; beside tests a third is enough.
 */
export const isDummy = (text: string, inTests: boolean): boolean => {
  const body = text.slice(Math.max(...[...'=:/"\' '].map((mark) => text.lastIndexOf(mark))) + 1);
  const secret = body.replace(/^[A-Za-z]{2,8}[-_.]|^A[KS]IA/, '');
  if (saysSo.test(secret)) return true;
  if (secret.length < leastLength) return false;
  const regular = Math.max(regularity(secret, 1), regularity(secret, 2));
  return regular >= 0.5 || (inTests && (regular >= 0.35 || entropyOf(secret) < 3));
};

const saysSo = /(?:^|[^A-Za-z0-9])(?:tests?|testing|dummy|fake|mock|example|invalid|redacted)(?:$|[^a-z])/i;

/** Shorter ones may be regular by chance. */
const leastLength = 14;

/** The share of characters that are the one so many places before, or its neighbour. */
const regularity = (text: string, distance: number): number => {
  const codes = Array.from(text.toLowerCase().slice(0, 300), (character) => character.charCodeAt(0));
  const near = codes.filter((code, index) => index >= distance && Math.abs(code - (codes[index - distance] ?? 0)) <= 1);
  return near.length / (codes.length - distance);
};
