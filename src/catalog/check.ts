import { Ajv2020 } from 'ajv/dist/2020.js';
import type { ErrorObject } from 'ajv/dist/2020.js';
import { UserError } from '../errors.ts';
import kind from './schemas/kind.json' with { type: 'json' };
import question from './schemas/question.json' with { type: 'json' };
import rule from './schemas/rule.json' with { type: 'json' };
import template from './schemas/template.json' with { type: 'json' };
import when from './schemas/when.json' with { type: 'json' };

const ajv = new Ajv2020({ schemas: [question, when, kind, template, rule], strict: true, strictTypes: false, strictRequired: false, allowUnionTypes: true });

/**
 * Checks one file of the standard against its schema.
 *
 * @throws UserError that names the file, the JSON pointer and what to write instead
 */
export function checkUnit(schema: 'kind' | 'template' | 'rule', value: unknown, path: string): void {
  const validate = ajv.getSchema(schema);
  if (validate === undefined || validate(value)) return;
  const error = validate.errors?.[0] as ErrorObject;
  throw new UserError(
    `${path} at ${error.instancePath === '' ? 'its top' : error.instancePath}: ${wording(error)}.`,
    `The shape of this file is described in src/catalog/schemas/${schema}.json.`,
  );
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
    default:
      return error.message ?? 'it does not fit';
  }
}
