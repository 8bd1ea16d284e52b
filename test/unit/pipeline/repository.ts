import { units } from 'virtual:units';
import { createDocuments } from '../../../src/audit/documents.ts';
import { readModels } from '../../../src/audit/models.ts';
import { memoryTree } from '../../../src/audit/tree.ts';
import type { RepositoryView } from '../../../src/kit/index.ts';
import type { Job, Pipeline, Step } from '../../../templates/pipeline/model.ts';

type Files = Readonly<Record<string, string>>;

export const viewOf = (files: Files): RepositoryView =>
  createDocuments(
    memoryTree(files),
    units.readers.flatMap(({ reader }) => reader.globs),
  ).view;

/** The pipeline of a small repository, as rules get to see it. */
export const pipelineOf = async (files: Files): Promise<Pipeline> => {
  const readers = units.readers.filter(({ kind }) => kind === 'pipeline');
  const { models, failures } = await readModels({ ...units, readers }, viewOf(files));
  if (failures.length > 0) throw new Error(failures.map(({ message }) => message).join('; '));
  return models['pipeline'] as Pipeline;
};

export const jobOf = (pipeline: Pipeline, id: string): Job => {
  const job = pipeline.workflows.flatMap(({ jobs }) => jobs).find((candidate) => candidate.id === id);
  if (job === undefined) throw new Error(`there is no job ${id}`);
  return job;
};

export const stepsIn = (pipeline: Pipeline): readonly Step[] =>
  pipeline.workflows.flatMap(({ jobs }) => jobs.flatMap(({ steps }) => steps));
