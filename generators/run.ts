import nodePlop from 'node-plop';
import type { Answers } from '../src/answers/resolve.ts';
import { componentGenerator } from './component.ts';
import type { GeneratorHost } from './host.ts';
import { serviceGenerator } from './service.ts';

export type GeneratorName = 'service' | 'component';

const generators = { service: serviceGenerator, component: componentGenerator };

/**
 * Runs a generator's action with answers that were asked for already.
 *
 * @returns the exit code of the run
 */
export async function runGenerator(name: GeneratorName, host: GeneratorHost, answers: Answers): Promise<number> {
  const plop = await nodePlop();
  let exitCode: number | undefined;
  let failure: unknown;
  // plop reduces what an action throws to its message; the error itself is kept here, with its hint and exit code.
  const kept: GeneratorHost = {
    ask: host.ask,
    make: async (given) => {
      try {
        return (exitCode = await host.make(given));
      } catch (error) {
        failure = error;
        throw error;
      }
    },
  };
  plop.setGenerator(name, generators[name](kept));
  const { failures } = await plop.getGenerator(name).runActions({ ...answers });
  if (failure !== undefined) throw failure;
  if (exitCode === undefined) throw new Error(`plop did not run the generator ${name}: ${JSON.stringify(failures)}`);
  return exitCode;
}
