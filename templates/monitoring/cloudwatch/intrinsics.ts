import { list, pointer, record } from '../../../src/kit/index.ts';
import type { At } from '../../../src/kit/index.ts';

/**
 * The text that CloudFormation would make of a value, with `${Name}` in place of what only a deployment knows.
 * Of `Fn::If` the first branch counts: conditions are written for production. Null for what has no text.
 */
export const literal = (value: unknown): string | null => {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  const [name, argument, ...more] = Object.entries(record(value)).flat();
  if (more.length > 0 || typeof name !== 'string') return null;
  switch (name) {
    case 'Ref':
      return typeof argument === 'string' ? `\${${argument}}` : null;
    case 'Fn::GetAtt':
      return `\${${Array.isArray(argument) ? argument.join('.') : String(argument)}}`;
    case 'Fn::Sub':
      return Array.isArray(argument) ? substituted(argument) : literal(argument);
    case 'Fn::Join':
      return joined(argument);
    case 'Fn::If':
      return literal(list(argument)[1]);
    default:
      return null;
  }
};

const substituted = ([text, variables]: readonly unknown[]): string | null =>
  typeof text !== 'string'
    ? null
    : text.replace(/\$\{([\w:.]+)\}/g, (whole, name: string) => literal(record(variables)[name]) ?? whole);

const joined = (argument: unknown): string | null => {
  const [separator, parts] = list(argument);
  if (typeof separator !== 'string' || !Array.isArray(parts)) return null;
  const texts = parts.map(literal);
  return texts.includes(null) ? null : texts.join(separator);
};

/** The name of what a value refers to: of a parameter, a resource, or the text itself. */
export const reference = (value: unknown): string | null => literal(value)?.replace(/^\$\{([^}]*)\}$/, '$1') ?? null;

/** A resource of a template with the place it was read at. */
export interface Resource {
  readonly id: string;
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly path: string;
  /** Where it is written, when that is no template. */
  readonly at?: At;
}

/** The place of a resource, or of one of its properties where templates have pointers. */
export const placeOf = ({ id, path, at }: Resource, ...keys: readonly string[]): At =>
  at ?? { path, pointer: pointer('Resources', id, ...keys) };

/** The resources of a CloudFormation template; none for any other document. */
export const resourcesOf = (document: unknown, path: string): readonly Resource[] =>
  Object.entries(record(record(document)['Resources'])).flatMap(([id, resource]) => {
    const { Type, Properties } = record(resource);
    return typeof Type === 'string' ? [{ id, type: Type, properties: record(Properties), path }] : [];
  });
