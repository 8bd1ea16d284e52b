import type { Scalar } from '../catalog/types.ts';
import { UserError } from '../errors.ts';
import type { Manifest } from './manifest.ts';

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isScalar = (value: unknown): value is Scalar => ['string', 'number', 'boolean'].includes(typeof value);

const isFile = (value: unknown): boolean =>
  isObject(value) &&
  typeof value['blob'] === 'string' &&
  /^[0-9a-f]{40}$/.test(value['blob']) &&
  typeof value['template'] === 'string' &&
  (value['seeded'] === undefined || value['seeded'] === true);

/** It is shown as part of a command to paste, so nothing but the letters of a version may be in it. */
const isVersion = (value: unknown): boolean => typeof value === 'string' && /^[0-9][0-9A-Za-z.+-]{0,63}$/.test(value);

/**
 * Reads a manifest. It is a stranger's file: every part of its shape is checked before it is believed.
 *
 * @param place where it stands, for messages
 * @throws UserError when it is not JSON or not of the known shape
 */
export function parseManifest(text: string, place: string): Manifest {
  const hint = 'Restore the file from git; it is written by create-service and not meant to be edited.';
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new UserError(`${place} is not valid JSON.`, hint);
  }
  const refuse = (where: string): never => {
    throw new UserError(`${place} does not have the expected shape at ${where}.`, hint);
  };
  if (!isObject(value)) return refuse('its top');
  if (value['schemaVersion'] !== 1) {
    const version = value['schemaVersion'];
    throw new UserError(
      `${place} has ${typeof version === 'number' ? `the schema version ${version}` : 'no known schema version'}; this version reads 1.`,
      'Use a newer create-service.',
    );
  }
  const { standard, templates, answers, files } = value;
  if (!isObject(standard) || !isVersion(standard['version']) || typeof standard['digest'] !== 'string')
    return refuse('/standard');
  if (!isObject(templates) || !Object.values(templates).every((version) => typeof version === 'string'))
    return refuse('/templates');
  if (value['archetype'] !== undefined && typeof value['archetype'] !== 'string') return refuse('/archetype');
  if (!isObject(answers) || !Object.values(answers).every(isScalar)) return refuse('/answers');
  if (!isObject(files) || !Object.values(files).every(isFile)) return refuse('/files');
  return value as unknown as Manifest;
}
