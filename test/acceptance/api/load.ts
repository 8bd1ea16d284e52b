import { Agent, request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { collectionOf, operationsOf } from './contract.ts';
import type { Contract, Operation } from './contract.ts';
import { requestOf } from './operations.ts';
import type { Service } from './process.ts';

const requestsAtMost = 800;
const requestsBeforeSignal = 150;
const secondsAtMost = 20;
/** One check may fall together with the signal, and then nobody would call a service that is about to stop. */
const checksUntilUnhealthy = 2;

/**
 * Sends SIGTERM while clients call over connections that are kept and over new ones. Like a load balancer, they stop when
 * readiness fails; every request that was begun must be answered well, and the process must end with code 0.
 *
 * @returns what happened, for the log
 */
export async function stopUnderLoad(service: Service, contract: Contract, token: string): Promise<string> {
  const collection = collectionOf(contract);
  const operations = operationsOf(contract).filter(({ path }) => path === collection);
  const state = { begun: 0, afterSignal: 0, signalled: false, ready: true };
  const failures: string[] = [];

  const client = async (kept: boolean): Promise<void> => {
    const agent = kept ? new Agent({ keepAlive: true, maxSockets: 1 }) : undefined;
    while (state.ready && state.begun < requestsAtMost) {
      const operation = operations[state.begun % operations.length];
      if (operation === undefined) throw new Error('there is nothing to call');
      state.begun += 1;
      const late = state.signalled;
      const outcome = await send(service.address + collection, operation, token, agent).catch(String);
      if (outcome !== 200 && outcome !== 201) failures.push(`${operation.operationId}: ${outcome}`);
      else if (late) state.afterSignal += 1;
      if (state.begun === requestsBeforeSignal || (!state.signalled && state.begun > requestsBeforeSignal)) {
        state.signalled = true;
        service.signal('SIGTERM');
      }
      await sleep(5);
    }
    agent?.destroy();
  };
  const loadBalancer = async (): Promise<void> => {
    for (let failed = 0; failed < checksUntilUnhealthy;) {
      const health = await fetch(`${service.address}/readyz`, { headers: { connection: 'close' } }).catch(
        () => undefined,
      );
      failed = health?.ok === true ? 0 : failed + 1;
      await sleep(200);
    }
    state.ready = false;
  };

  await Promise.all([loadBalancer(), ...[true, true, true, true, false, false, false].map(client)]);
  const code = await Promise.race([service.ended, sleep(secondsAtMost * 1000, 'too late' as const, { ref: false })]);
  if (failures.length > 0)
    throw new Error(`${failures.length} of ${state.begun} requests failed: ${[...new Set(failures)].join('; ')}`);
  if (!state.signalled || state.afterSignal === 0)
    throw new Error(`the drill did not reach the stop: ${JSON.stringify(state)}`);
  if (code !== 0) throw new Error(`after SIGTERM the process ended with ${code}`);
  return `stopped under load: ${state.begun} requests, ${state.afterSignal} of them after SIGTERM, none failed, exit code 0`;
}

function send(url: string, operation: Operation, token: string, agent: Agent | undefined): Promise<number | undefined> {
  const { method = 'GET', headers, body } = requestOf(operation, token);
  return new Promise((resolve, reject) => {
    const options = { method, headers: headers as Record<string, string>, agent: agent ?? false };
    const sent = request(url, options, (response: IncomingMessage) => {
      response
        .resume()
        .on('end', () => resolve(response.statusCode))
        .on('error', reject);
    });
    sent.on('error', reject).end(body);
  });
}
