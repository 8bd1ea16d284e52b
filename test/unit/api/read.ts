import { units } from 'virtual:units';
import { createDocuments } from '../../../src/audit/documents.ts';
import { readModels } from '../../../src/audit/models.ts';
import { memoryTree } from '../../../src/audit/tree.ts';
import type { Api } from '../../../templates/api/model.ts';

/** The model of the API that files tell. */
export const readApi = async (files: Readonly<Record<string, string>>): Promise<Api> => {
  const readers = units.readers.filter(({ kind }) => kind === 'api');
  const { view } = createDocuments(memoryTree(files), [...new Set(readers.flatMap(({ reader }) => reader.globs))]);
  const { models, failures } = await readModels({ ...units, readers }, view);
  if (failures.length > 0) throw new Error(failures.map(({ reader, message }) => `${reader}: ${message}`).join('\n'));
  return models['api'] as Api;
};
