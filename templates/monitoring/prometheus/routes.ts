import { get, list, record } from '../../../src/kit/index.ts';
import { text } from '../model.ts';
import type { Routing } from './documents.ts';

const deepest = 20;

/** Names of the receivers that an alert with these labels gets to, by the first tree of routes that the repository has. */
export const receiversFor = (
  labels: Readonly<Record<string, string>>,
  routings: readonly Routing[],
): readonly string[] => {
  const found = routings.flatMap(({ route, receivers }) =>
    walk(route, labels, null, 0).filter((receiver) => receivers.has(receiver)),
  );
  return [...new Set(found)].sort();
};

/** The deepest matching routes notify; a matching child ends the search unless it says `continue`. */
const walk = (
  route: unknown,
  labels: Readonly<Record<string, string>>,
  inherited: string | null,
  depth: number,
): readonly string[] => {
  const receiver = text(get(route, 'receiver')) ?? inherited;
  const found: string[] = [];
  for (const child of depth < deepest ? list(get(route, 'routes')) : []) {
    if (!matches(child, labels)) continue;
    found.push(...walk(child, labels, receiver, depth + 1));
    if (get(child, 'continue') !== true) return found;
  }
  if (found.length > 0) return found;
  return receiver === null ? [] : [receiver];
};

const matches = (route: unknown, labels: Readonly<Record<string, string>>): boolean => {
  const exact = Object.entries(record(get(route, 'match'))).map(([name, value]) => ({
    name,
    sign: '=',
    value: String(value),
  }));
  const patterns = Object.entries(record(get(route, 'match_re'))).map(([name, value]) => ({
    name,
    sign: '=~',
    value: String(value),
  }));
  const written = list(get(route, 'matchers')).flatMap(matcherOf);
  return [...exact, ...patterns, ...written].every(({ name, sign, value }) => holds(labels[name] ?? '', sign, value));
};

const matcherOf = (matcher: unknown): readonly { name: string; sign: string; value: string }[] => {
  const found = /^\s*"?([A-Za-z_]\w*)"?\s*(=~|!~|!=|=)\s*"?([^"]{0,500})"?\s*$/.exec(
    typeof matcher === 'string' ? matcher : '',
  );
  if (found) return [{ name: found[1] ?? '', sign: found[2] ?? '', value: found[3] ?? '' }];
  const { name, value, matchType, regex } = record(matcher);
  if (typeof name !== 'string') return [];
  return [{ name, sign: text(matchType) ?? (regex === true ? '=~' : '='), value: String(value ?? '') }];
};

/** Patterns of strangers are never run: alternatives of plain words are compared, any other pattern is taken to match. */
const holds = (label: string, sign: string, value: string): boolean => {
  if (sign === '=') return label === value;
  if (sign === '!=') return label !== value;
  const words = value.replace(/^\^?\(?|\)?\$?$/g, '').split('|');
  const plain = words.every((word) => /^[\w .:/-]*$/.test(word));
  const fits = plain ? words.includes(label) : true;
  return sign === '=~' ? fits : plain ? !fits : false;
};
