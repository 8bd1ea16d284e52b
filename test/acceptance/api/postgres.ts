import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './process.ts';

export interface Postgres {
  /** What the service and its component test need to reach it. */
  readonly environment: NodeJS.ProcessEnv;
  stop(): Promise<void>;
}

/** A PostgreSQL of our own, with the binaries that the system has; on loopback, without passwords, gone afterwards. */
export async function startPostgres(): Promise<Postgres> {
  const bin = findBinaries();
  const folder = mkdtempSync(join(tmpdir(), 'postgres-'));
  const owner = unprivileged(folder);
  const run = (program: string, ...args: readonly string[]): void => {
    const { status, stderr, error } = spawnSync(join(bin, program), args, {
      ...owner,
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    if (status !== 0) throw new Error(`${program} failed: ${error?.message ?? stderr}`);
  };
  const port = await freePort();
  const data = join(folder, 'data');
  run('initdb', '--pgdata', data, '--username', 'service', '--auth', 'trust', '--no-sync');
  const options = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off`;
  run('pg_ctl', 'start', '--wait', '--silent', '--pgdata', data, '--log', join(folder, 'log'), '--options', options);
  run('createdb', '--host', '127.0.0.1', '--port', String(port), '--username', 'service', 'service');
  return {
    environment: {
      PGHOST: '127.0.0.1',
      PGPORT: String(port),
      PGUSER: 'service',
      PGDATABASE: 'service',
      DATABASE_TLS: 'off',
    },
    stop: async () => {
      run('pg_ctl', 'stop', '--wait', '--silent', '--mode', 'immediate', '--pgdata', data);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function findBinaries(): string {
  const root = '/usr/lib/postgresql';
  const versions = existsSync(root) ? readdirSync(root).toSorted((a, b) => Number(b) - Number(a)) : [];
  const bin = versions
    .map((version) => join(root, version, 'bin'))
    .find((folder) => existsSync(join(folder, 'initdb')));
  if (bin === undefined) throw new Error(`there is no PostgreSQL below ${root}: install the package postgresql`);
  return bin;
}

/** PostgreSQL refuses to run as root: then it runs as nobody, who gets the folder. */
function unprivileged(folder: string): { readonly uid?: number; readonly gid?: number } {
  chmodSync(folder, 0o700);
  if (process.getuid?.() !== 0) return {};
  const nobody = 65_534;
  chownSync(folder, nobody, nobody);
  return { uid: nobody, gid: nobody };
}
