import { Ajv2020 } from 'ajv/dist/2020.js';
import type { ErrorObject } from 'ajv/dist/2020.js';
import { parse } from 'yaml';
import { answersSchema } from '../answers/questions.ts';
import { UserError } from '../errors.ts';
import archetypes from './schemas/archetypes.json' with { type: 'json' };
import examples from './schemas/examples.json' with { type: 'json' };
import kind from './schemas/kind.json' with { type: 'json' };
import question from './schemas/question.json' with { type: 'json' };
import rule from './schemas/rule.json' with { type: 'json' };
import template from './schemas/template.json' with { type: 'json' };
import when from './schemas/when.json' with { type: 'json' };
import type { Question } from './types.ts';

const ajv = new Ajv2020({
  schemas: [question, when, kind, template, rule, examples, archetypes],
  strict: true,
  strictTypes: false,
  strictRequired: false,
  allowUnionTypes: true,
});

type UnitSchema = 'kind' | 'template' | 'rule' | 'examples' | 'archetypes';

/**
 * Reads one YAML file of the standard and checks it against its schema.
 *
 * @param tree path to text, of everything under templates/
 * @throws UserError that names the file, the JSON pointer and what to write instead
 */
export function readUnit(tree: ReadonlyMap<string, string>, path: string, schema: UnitSchema): unknown {
  let value: unknown;
  try {
    value = parse(tree.get(path) ?? '');
  } catch (error) {
    throw new UserError(
      `templates/${path} is not valid YAML: ${(error as Error).message.split('\n')[0]}`,
      'Correct the YAML at that place.',
    );
  }
  checkUnit(schema, value, `templates/${path}`);
  return value;
}

function checkUnit(schema: UnitSchema, value: unknown, path: string): void {
  const validate = ajv.getSchema(schema);
  if (validate === undefined || validate(value)) return;
  const error = validate.errors?.[0] as ErrorObject;
  throw new UserError(
    `${path} at ${error.instancePath === '' ? 'its top' : error.instancePath}: ${wording(error)}.`,
    `The shape of this file is described in src/catalog/schemas/${schema}.json.`,
  );
}

/**
 * Checks that every question takes its own default, where that is a plain value, and its own samples.
 *
 * @throws UserError that names the file, the JSON pointer and what to write instead
 */
export function checkQuestions(questions: readonly Question[], path: string): void {
  const validate = compiled(questions, path);
  for (const { name, default: value, samples = [] } of questions) {
    const plain = typeof value === 'object' ? [] : [['default', value] as const];
    for (const [place, given] of [...plain, ...samples.map((sample, index) => [`samples/${index}`, sample] as const)]) {
      if (validate({ [name]: given })) continue;
      throw new UserError(
        `${path} at /questions/${name}/${place}: ${JSON.stringify(given)} does not fit its own question; ${wording(validate.errors?.[0] as ErrorObject)}.`,
        'Change the value, or what the question allows.',
      );
    }
  }
}

/**
 * Checks what a template provides against the contract of its kind, as far as that can be told before anything is rendered:
 * what {{answers}} or conditions decide is checked with each example.
 *
 * @throws UserError that names the file, the JSON pointer and what to write instead
 */
export function checkProvides(
  contract: Readonly<Record<string, unknown>>,
  provides: unknown,
  kindId: string,
  path: string,
): void {
  const validate = new Ajv2020({ strict: false, allErrors: true }).compile(contract);
  if (validate(provides)) return;
  const error = validate.errors?.find(
    ({ schemaPath, instancePath }) => !/\/(anyOf|oneOf|not|if)\//.test(schemaPath) && isPlain(provides, instancePath),
  );
  if (error === undefined) return;
  throw new UserError(
    `${path} at /provides${error.instancePath}: ${wording(error)}.`,
    `What a template of this kind provides is described in templates/${kindId}/kind.yaml, under contract.`,
  );
}

/** Whether nothing on the way to a value, nor the value, waits for answers. */
function isPlain(root: unknown, pointer: string): boolean {
  let value = root;
  for (const key of ['', ...pointer.split('/').slice(1)]) {
    if (key !== '') value = (value as Record<string, unknown>)[key.replaceAll('~1', '/').replaceAll('~0', '~')];
    if (typeof value === 'string' && value.includes('{{')) return false;
    if (typeof value === 'object' && value !== null && 'when' in value) return false;
  }
  return true;
}

function compiled(questions: readonly Question[], path: string): ReturnType<typeof ajv.compile> {
  try {
    return ajv.compile(answersSchema(questions));
  } catch (error) {
    throw new UserError(
      `${path} at /questions: ${(error as Error).message}.`,
      'Correct the pattern or the limit that it names.',
    );
  }
}

function wording(error: ErrorObject): string {
  const { params } = error;
  switch (error.keyword) {
    case 'additionalProperties':
      return `"${params['additionalProperty']}" is not a key that this file has; check its spelling or remove it`;
    case 'required':
      return `the key "${params['missingProperty']}" is missing; add it`;
    case 'enum':
      return `write one of ${JSON.stringify(params['allowedValues'])}`;
    case 'type':
      return `write a value of type ${String(params['type'])}`;
    case 'const':
      return `write ${JSON.stringify(params['allowedValue'])}, or leave the key out`;
    default:
      return error.message ?? 'it does not fit';
  }
}
