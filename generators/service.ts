import type { PlopGeneratorConfig } from 'node-plop';
import type { Answers } from '../src/answers/resolve.ts';
import type { GeneratorHost } from './host.ts';

/** A new service. One action: everything is planned in memory and committed at once, so plop never sees half of it. */
export const serviceGenerator = (host: GeneratorHost): PlopGeneratorConfig => ({
  description: 'A new service from the standard: API, pipeline, infrastructure, monitoring',
  prompts: () => host.ask(),
  actions: [async (answers) => `made (${await host.make(answers as Answers)})`],
});
