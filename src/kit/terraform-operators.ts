import type { At } from './at.ts';
import type { Value } from './evaluate.ts';
import { booleanOf, literalOf, numberOf, sameValue, unknownAt } from './terraform-values.ts';

const arithmetic: Readonly<Record<string, (left: number, right: number) => number | boolean>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
  '%': (left, right) => left % right,
  '<': (left, right) => left < right,
  '<=': (left, right) => left <= right,
  '>': (left, right) => left > right,
  '>=': (left, right) => left >= right,
};

/** What an operation gives; known also where one side alone decides (`false && x`). */
export const operate = (operator: string, operands: readonly Value[], at: At): Value => {
  const [left, right] = operands;
  if (left === undefined) return unknownAt(at);
  if (right === undefined) {
    const [flag, number] = [booleanOf(left), numberOf(left)];
    if (operator === '!') return flag === null ? unknownAt(at) : literalOf(!flag, at);
    return number === null ? unknownAt(at) : literalOf(-number, at);
  }
  if (operator === '==' || operator === '!=') {
    const same = sameValue(left, right);
    return same === undefined ? unknownAt(at) : literalOf(same === (operator === '=='), at);
  }
  if (operator === '&&' || operator === '||') {
    const decides = operator === '||';
    const [first, second] = [booleanOf(left), booleanOf(right)];
    if (first === decides || second === decides) return literalOf(decides, at);
    return first === null || second === null ? unknownAt(at) : literalOf(!decides, at);
  }
  const compute = Object.hasOwn(arithmetic, operator) ? arithmetic[operator] : undefined;
  const [first, second] = [numberOf(left), numberOf(right)];
  if (compute === undefined || first === null || second === null) return unknownAt(at);
  const result = compute(first, second);
  return typeof result === 'number' && !Number.isFinite(result) ? unknownAt(at) : literalOf(result, at);
};
