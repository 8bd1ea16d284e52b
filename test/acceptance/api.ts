import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { callEveryOperation, compareContracts } from './api/operations.ts';
import { startIssuer } from './api/issuer.ts';
import { freePort, startService } from './api/process.ts';
import { startPostgres } from './api/postgres.ts';
import { stopUnderLoad } from './api/load.ts';
import { runTool } from './context.ts';
import type { AcceptanceContext } from './context.ts';

const checks = ['lint', 'typecheck', 'contract', 'test', 'build'];

/**
 * The API of a generated service, for real: its own checks with the Node that it targets, then the built program with real
 * tokens (and a real PostgreSQL when it uses one): every operation, the served contract, the smoke suite, and a stop under
 * load that loses no request.
 *
 * @throws Error that says which step failed and how
 */
export async function checkApi(serviceDir: string, context: AcceptanceContext): Promise<void> {
  const { log, nodeBin } = context;
  const manifest = JSON.parse(readFileSync(join(serviceDir, 'package.json'), 'utf8')) as Manifest;
  const environment = toolEnvironment(nodeBin);
  await runTool(['npm', 'ci', '--no-audit', '--no-fund'], serviceDir, { ...environment, ...certificates() });
  log('api: installed from the lock file');

  const database = 'pg' in manifest.dependencies ? await startPostgres() : undefined;
  const issuer = await startIssuer(manifest.name);
  try {
    for (const check of checks)
      await runTool(['npm', 'run', check], serviceDir, { ...environment, ...database?.environment });
    log(`api: ${checks.join(', ')} pass${database ? ', the component test against PostgreSQL' : ''}`);

    const port = await freePort();
    const service = await startService(serviceDir, join(nodeBin, 'node'), {
      ...environment,
      ...database?.environment,
      ...issuer.environment,
      STAGE: 'local',
      HOST: '127.0.0.1',
      PORT: String(port),
      RATE_LIMIT_PER_MINUTE: '1000000',
      SHUTDOWN_DRAIN_MS: '1000',
    });
    try {
      const contract = await compareContracts(serviceDir, service.address);
      const count = await callEveryOperation(contract, service.address, issuer);
      log(`api: the served contract is the committed one; all ${count} operations answer as it says`);
      const token = issuer.token(...issuer.scopesOf(contract));
      await runTool(['npm', 'run', 'smoke'], serviceDir, {
        ...environment,
        BASE_URL: service.address,
        SMOKE_TOKEN: token,
      });
      log('api: the smoke suite passes');
      log(`api: ${await stopUnderLoad(service, contract, token)}`);
      service.checkLog([token]);
    } finally {
      await service.kill();
    }
  } finally {
    await issuer.close();
    await database?.stop();
  }
}

interface Manifest {
  readonly name: string;
  readonly dependencies: Readonly<Record<string, string>>;
}

/** The environment of the tools: the Node that the service targets, and nothing that npm or a database left around. */
function toolEnvironment(nodeBin: string): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(npm_|PG|NODE_|STAGE$|AUTH_|DATABASE_|OTEL_)/.test(name),
  );
  return { ...Object.fromEntries(kept), PATH: `${nodeBin}:${process.env['PATH'] ?? ''}` };
}

/** Only what downloads needs the machine's own certificates: they cost every Node process a tenth of a second. */
const certificates = (): NodeJS.ProcessEnv => {
  const extra = process.env['NODE_EXTRA_CA_CERTS'];
  return extra === undefined ? {} : { NODE_EXTRA_CA_CERTS: extra };
};
