import type { PlopGeneratorConfig } from 'node-plop';
import type { Answers } from '../src/answers/resolve.ts';
import type { GeneratorHost } from './host.ts';

/** One more component for the service in the current folder, by the same plan as a new service. */
export const componentGenerator = (host: GeneratorHost): PlopGeneratorConfig => ({
  description: 'A component for the service in this folder: a pipeline, infrastructure, monitoring',
  prompts: () => host.ask(),
  actions: [async (answers) => `added (${await host.make(answers as Answers)})`],
});
