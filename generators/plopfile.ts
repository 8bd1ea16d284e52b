import type { NodePlopAPI } from 'node-plop';
import { shippedStandard } from '../src/catalog/shipped.ts';
import { ask } from '../src/cli/interactive.ts';
import { addition } from '../src/cli/add.ts';
import { creation } from '../src/cli/create.ts';
import { commandNamed } from '../src/cli/options.ts';
import { finish, mustAsk } from '../src/cli/run-service.ts';
import type { ServiceRun } from '../src/cli/service-run.ts';
import { parseAnswering } from '../src/cli/answer-options.ts';
import { terminalOf } from '../src/cli/terminal.ts';
import { UserError } from '../src/errors.ts';
import { componentGenerator } from './component.ts';
import type { GeneratorHost } from './host.ts';
import { serviceGenerator } from './service.ts';

/**
 * The generators for plop itself: `npx plop --plopfile node_modules/create-service/dist/plopfile.cjs service -- my-service --yes`.
 * What follows `--` is read as the command line of create-service reads it.
 */
export default function plopfile(plop: NodePlopAPI): void {
  const terminal = terminalOf();
  const shipped = shippedStandard();
  const after = process.argv.indexOf('--');
  const argv = after === -1 ? [] : process.argv.slice(after + 1);
  const host = (start: () => Promise<ServiceRun>): GeneratorHost => {
    let run: ServiceRun | undefined;
    return {
      ask: async () => {
        run = await start();
        const current = run;
        return worded(async () => (mustAsk(current) ? ask(current) : {}));
      },
      make: async (answers) => {
        run ??= await start();
        const current = run;
        const exitCode = await worded(async () => finish(current, await current.prepare(answers)));
        // plop ends with an exit code of its own choice: a failed action is its only other one.
        if (exitCode !== 0) throw new Error('A step after the files were written failed.');
        return exitCode;
      },
    };
  };
  plop.setGenerator(
    'service',
    serviceGenerator(
      host(() =>
        worded(() => creation(parseAnswering(argv, commandNamed('create'), shipped.standard), shipped, terminal)),
      ),
    ),
  );
  plop.setGenerator(
    'component',
    componentGenerator(host(() => worded(() => addition(argv, commandNamed('add'), shipped, terminal)))),
  );
}

/** plop shows nothing but the message of an error, so the hint goes into it. */
async function worded<T>(step: () => Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (error) {
    if (error instanceof UserError) throw new Error(`${error.message}\n  ${error.hint}`, { cause: error });
    throw error;
  }
}
