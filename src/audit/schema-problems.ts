import { closest } from '../catalog/closest.ts';
import type { Validator } from '../catalog/types.ts';
import { pointer } from '../kit/index.ts';
import { member, pointerKeys } from './pointers.ts';
import baseline from './schemas/baseline.json' with { type: 'json' };
import config from './schemas/config.json' with { type: 'json' };
import preset from './schemas/preset.json' with { type: 'json' };
import waivers from './schemas/waivers.json' with { type: 'json' };

/** Something in a file of settings that is not as its schema wants it. */
export interface Problem {
  /** JSON pointer to what is wrong, or to where something is missing. */
  readonly pointer: string;
  /** A clause: what is wrong, and what to write instead. */
  readonly message: string;
}

const schemas = { baseline, config, preset, waivers };

let validators: Readonly<Record<string, Validator>> | undefined;

/** Compiled schemas are larger than all that judges by them, so they are loaded only where there is a file to check. */
export const loadSettingsSchemas = async (): Promise<void> => {
  validators ??= (await import('virtual:settings-validators')).validators;
};

/** `"sevrity" is no key here; did you mean severity?` */
export const unknownName = (name: string, what: string, known: readonly string[]): string => {
  const near = closest(name, known);
  const shown = JSON.stringify(name.length > 80 ? `${name.slice(0, 80)}…` : name);
  return `${shown} is no ${what}${near === undefined ? '' : `; did you mean ${near}?`}`;
};

/** A clause as the end of a sentence. */
export const ended = (clause: string): string => (/[.?!]$/.test(clause) ? clause : `${clause}.`);

/** Everything that a schema finds wrong with a value; none when it fits. */
export const problemsOf = (name: keyof typeof schemas, value: unknown): readonly Problem[] => {
  const validate = validators?.[name];
  if (validate === undefined) throw new Error('the schemas of settings are not loaded');
  if (validate(value)) return [];
  // An `if` only says that one of its branches failed, and that branch speaks for itself.
  return (validate.errors ?? [])
    .filter(({ keyword }) => keyword !== 'if')
    .map((error) => problemOf(error, schemas[name]));
};

/** The types of JSON Schema as people who write YAML know them. */
const types: Readonly<Record<string, string>> = {
  object: 'keys with values (key: value)',
  array: 'a list (- value)',
  string: 'a text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
};

const typesIn = (type: unknown): string =>
  [type]
    .flat()
    .flatMap((names) => String(names).split(','))
    .map((name) => types[name] ?? name)
    .join(' or ');

type ValidationError = NonNullable<Validator['errors']>[number];

const problemOf = (error: ValidationError, schema: object): Problem => {
  const { instancePath, keyword, params, message } = error;
  switch (keyword) {
    case 'additionalProperties': {
      const key = String(params['additionalProperty']);
      const known = Object.keys(keysAllowed(error, schema));
      return { pointer: `${instancePath}${pointer(key)}`, message: unknownName(key, 'key here', known) };
    }
    case 'required':
      return { pointer: instancePath, message: `the key "${String(params['missingProperty'])}" is missing` };
    case 'enum':
      return { pointer: instancePath, message: `write one of ${(params['allowedValues'] as unknown[]).join(', ')}` };
    case 'const':
      return { pointer: instancePath, message: `write ${JSON.stringify(params['allowedValue'])}` };
    case 'type':
      return { pointer: instancePath, message: `write ${typesIn(params['type'])}` };
    case 'maximum':
      return { pointer: instancePath, message: `write at most ${String(params['limit'])}` };
    case 'minimum':
      return { pointer: instancePath, message: `write at least ${String(params['limit'])}` };
    case 'minLength':
    case 'minItems':
      return { pointer: instancePath, message: params['limit'] === 1 ? 'it is empty' : (message ?? 'it is too short') };
    case 'minProperties':
      return { pointer: instancePath, message: 'name at least one of its keys' };
    default:
      return { pointer: instancePath, message: message ?? 'it does not fit' };
  }
};

/** The keys that the mapping around an unknown one may have. */
const keysAllowed = ({ schemaPath = '' }: ValidationError, schema: object): object => {
  const keys = pointerKeys(schemaPath.replace(/^[^#]*#/, '')).slice(0, -1);
  const around = keys.reduce<unknown>(member, schema);
  const properties = member(around, 'properties');
  return typeof properties === 'object' && properties !== null ? properties : {};
};
