import { get, isMapping, list } from '../../../src/kit/index.ts';
import type { Mapping } from '../../../src/kit/index.ts';
import { text } from '../values.ts';

/** What names stand for in one template. */
interface Scope {
  readonly parameters: unknown;
  readonly mappings: unknown;
  /** Names that `Fn::Sub` defines for its own text. */
  readonly local: Mapping;
}

const deepest = 60;
const longest = 200_000;

/**
 * Resources of a template with its functions worked out as far as files allow. What only a deployment knows becomes `${Name}` in
 * a text; a choice (`Fn::If`) stays what it is, since neither side is sure.
 */
export const resolveResources = (document: unknown): Mapping => {
  const scope = { parameters: get(document, 'Parameters'), mappings: get(document, 'Mappings'), local: {} };
  const resolved = resolve(get(document, 'Resources'), scope, 0);
  return isMapping(resolved) ? resolved : {};
};

function resolve(value: unknown, scope: Scope, depth: number): unknown {
  if (depth > deepest) return undefined;
  const inner = (child: unknown): unknown => resolve(child, scope, depth + 1);
  if (Array.isArray(value)) return value.map(inner);
  if (!isMapping(value)) return value;
  const keys = Object.keys(value);
  const [name] = keys;
  if (keys.length === 1 && name !== undefined && /^(?:Ref|Fn::\w+)$/.test(name)) {
    const called = call(name, value[name], scope, inner);
    if (called !== undefined) return called;
  }
  return Object.fromEntries(keys.map((key) => [key, inner(value[key])]));
}

function call(name: string, given: unknown, scope: Scope, inner: (value: unknown) => unknown): unknown {
  switch (name) {
    case 'Ref':
      return reference(String(text(given) ?? ''), scope);
    case 'Fn::GetAtt':
      return `\${${Array.isArray(given) ? given.map((part) => text(part) ?? '').join('.') : (text(given) ?? '')}}`;
    case 'Fn::ImportValue':
      return `\${Fn::ImportValue ${text(inner(given)) ?? ''}}`;
    case 'Fn::Sub': {
      const [pattern, names] = Array.isArray(given) ? given : [given];
      const known = inner(names);
      return substitute(text(pattern) ?? '', { ...scope, local: isMapping(known) ? known : {} });
    }
    case 'Fn::Join': {
      const [separator, parts] = list(given);
      const resolved = list(inner(parts)).map(text);
      return resolved.some((part) => part === undefined)
        ? undefined
        : resolved.join(text(separator) ?? '').slice(0, longest);
    }
    case 'Fn::Select': {
      const [index, items] = list(inner(given));
      return list(items)[Number(text(index) ?? Number.NaN)];
    }
    case 'Fn::Split': {
      const [separator, whole] = list(inner(given));
      const [between, long] = [text(separator), text(whole)];
      return between === undefined || between === '' || long === undefined ? undefined : long.split(between);
    }
    case 'Fn::FindInMap': {
      const [first, second, third] = list(inner(given)).map((key) => text(key) ?? '');
      return (
        get(scope.mappings, first ?? '', second ?? '', third ?? '') ??
        `\${Fn::FindInMap ${String(first)} ${String(second)} ${String(third)}}`
      );
    }
    default:
      return undefined;
  }
}

/** A parameter's default stands for it, unless that names a place where the value is kept. */
function reference(name: string, { parameters, local }: Scope): string {
  const known = Object.hasOwn(local, name) ? text(local[name]) : undefined;
  const parameter = get(parameters, name);
  const kept = (text(get(parameter, 'Type')) ?? '').startsWith('AWS::SSM::');
  return known ?? (kept ? undefined : text(get(parameter, 'Default'))) ?? `\${${name}}`;
}

const substitute = (pattern: string, scope: Scope): string =>
  pattern
    .slice(0, longest)
    .replace(/\$\{(!?)([\w:.]{1,200})\}/g, (_, literal: string, name: string) =>
      literal === '!' ? `\${${name}}` : reference(name, scope),
    );

/** The logical ids that a resolved text names: `${Build}` and `${Build.Arn}` name `Build`. */
export const idsIn = (value: string): readonly string[] =>
  [...value.slice(0, 5000).matchAll(/\$\{(\w{1,255})(?:\.[\w.]{1,255})?\}/g)].flatMap(([, id]) => id ?? []);

/** Whether a resolved text names something by its logical id, by its own name, or by an ARN that ends in it. */
export const names = (value: string, ids: readonly string[]): boolean => {
  const named = idsIn(value);
  return ids.some((id) => value === id || named.includes(id) || value.endsWith(`:${id}`) || value.endsWith(`/${id}`));
};
