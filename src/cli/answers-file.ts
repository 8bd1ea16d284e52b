import { readUserFile } from '../disk/read-user-file.ts';
import { UserError } from '../errors.ts';

/**
 * Reads an answers file: YAML or JSON, a mapping of question names to values.
 *
 * @throws UserError when it is absent, too large, or no such mapping
 */
export async function readAnswersFile(path: string): Promise<Readonly<Record<string, unknown>>> {
  const text = readUserFile(path);
  const { FAILSAFE_SCHEMA, load, Type } = await import('js-yaml');
  // Every scalar stays text until its question's type is known: an account id keeps its leading zeros. Only null is no text.
  const nothing = new Type('tag:yaml.org,2002:null', {
    kind: 'scalar',
    resolve: (text: string | null) => /^(null|Null|NULL|~|)$/.test(text ?? ''),
    construct: () => null,
  });
  const schema = FAILSAFE_SCHEMA.extend({ implicit: [nothing] });
  let value: unknown;
  try {
    value = load(text, { filename: path, schema });
  } catch (error) {
    throw new UserError(
      `${path} is not valid YAML or JSON: ${(error as Error).message.split('\n')[0]}`,
      'Correct it at that place.',
    );
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new UserError(
      `${path} is not a mapping of questions to answers.`,
      'Write, for example:\n    name: orders\n    owner: checkout',
    );
  }
  return value as Record<string, unknown>;
}
