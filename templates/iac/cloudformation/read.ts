import { defineReader, folderOf, get, record } from '../../../src/kit/index.ts';
import { joinParts } from '../model.ts';
import type { App, Infrastructure } from '../model.ts';
import { programs } from '../programs.ts';
import { readTemplate } from './template.ts';

const templates = [
  '**/*.template.{json,yaml,yml}',
  '**/{template,cloudformation}.{json,yaml,yml}',
  '**/{cloudformation,cfn}/**/*.{json,yaml,yml}',
];
const elsewhere = /(?:^|\/)(?:node_modules|test|tests|fixtures|examples)\//;

/** CloudFormation templates, written or synthesized. */
export const reader = defineReader<Infrastructure>({
  globs: templates,
  read: (view) => {
    const read = view
      .glob(...templates)
      .filter((path) => !elsewhere.test(path))
      .flatMap((path) => {
        const document = path.endsWith('.json') ? view.json(path) : view.yaml(path)?.[0];
        const parts = readTemplate(path, document);
        return parts === undefined ? [] : [{ path, document, parts }];
      });
    const apps = read
      .filter(({ document }) => runsProgram(document))
      .map(({ path }): App => {
        return { tool: 'cloudformation', directory: folderOf(path), at: { path } };
      });
    return joinParts([{ apps }, ...read.flatMap((template) => template.parts)]);
  },
});

const runsProgram = (document: unknown): boolean =>
  Object.values(record(get(document, 'Resources'))).some((resource) => programs.test(String(get(resource, 'Type'))));
