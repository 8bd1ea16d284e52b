import type { Answer } from './model.ts';
import type { References } from './references.ts';
import { child, children, entries, placeOf } from './values.ts';
import type { Spot } from './values.ts';

export const answerOf = (status: string, spot: Spot, references: References): Answer => {
  const response = references.follow(spot);
  const content = children(child(response, 'content'));
  const schemas = content.map(([type, media]) => ({ json: /json/i.test(type), schema: child(media, 'schema') }));
  const followed = schemas.map(({ json, schema }) => ({ json, schema: references.follow(schema) }));
  return {
    status,
    mediaTypes: content.map(([type]) => type.split(';', 1)[0]?.trim().toLowerCase() ?? ''),
    described: followed.every(({ json, schema }) => !json || schema.value !== undefined),
    // What is described for an answer without a body never comes.
    list: !/^(?:204|205|304)$/.test(status) && followed.some(({ json, schema }) => json && isList(schema)),
    members: [...new Set(schemas.flatMap(({ schema }) => membersOf(schema, references)))],
    headers: children(child(response, 'headers')).map(([name]) => name.toLowerCase()),
    at: placeOf(spot),
  };
};

/** `array`, or since 3.1 a list of types with it. */
const isList = (schema: Spot): boolean => {
  const type = child(schema, 'type').value;
  return type === 'array' || (Array.isArray(type) && type.includes('array'));
};

const partsAtMost = 500;

/**
 * Names of the properties of a schema, of what it refers to (since 3.1 a reference may have neighbours) and of all that it is
 * composed of; each part once, since schemas may contain themselves.
 */
export const membersOf = (given: Spot, references: References, seen = new Set<unknown>()): readonly string[] => {
  const followed = references.follow(given);
  return (followed === given ? [given] : [given, followed]).flatMap((schema) => {
    if (seen.has(schema.value) || seen.size > partsAtMost) return [];
    seen.add(schema.value);
    const parts = ['allOf', 'anyOf', 'oneOf'].flatMap((key) => children(child(schema, key)).map(([, part]) => part));
    const inner = parts.flatMap((part) => membersOf(part, references, seen));
    return [...entries(child(schema, 'properties').value).map(([name]) => name), ...inner];
  });
};
