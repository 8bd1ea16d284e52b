import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, relative } from 'node:path';
import { checkAction } from './action.ts';
import { checkPreCommit } from './pre-commit.ts';
import { runTool, withoutNpm } from './context.ts';
import type { AcceptanceContext } from './context.ts';

// verdaccio asks for node-fetch by a tag that not every registry serves; the override names the version that the tag stands for.
const registryPackage = { private: true, dependencies: { verdaccio: '6.10.4' }, overrides: { 'node-fetch': '2.7.0' } };

/**
 * The published way, for real: a registry of our own on loopback, `npm publish`, then what a user types in an empty folder
 * with an empty cache. Every way writes the same bytes as the checkout does.
 */
export async function checkPublished(context: AcceptanceContext): Promise<void> {
  const { root, cacheDir, workDir, nodeBin, log } = context;
  const folder = join(workDir, 'published');
  mkdirSync(folder, { recursive: true });
  const tools = join(cacheDir, 'verdaccio');
  mkdirSync(tools, { recursive: true });
  writeFileSync(join(tools, 'package.json'), JSON.stringify(registryPackage));
  await runTool(['npm', 'install', '--no-audit', '--no-fund'], tools);
  const port = await freePort();
  const address = `http://127.0.0.1:${port}/`;
  writeFileSync(join(folder, 'config.yaml'), config(join(folder, 'storage')));
  const registry = spawn(
    join(nodeBin, 'node'),
    [
      join(tools, 'node_modules/verdaccio/bin/verdaccio'),
      '--config',
      join(folder, 'config.yaml'),
      '--listen',
      `127.0.0.1:${port}`,
    ],
    { cwd: folder, stdio: 'ignore' },
  );
  try {
    await answering(address);
    const npmrc = join(folder, 'npmrc');
    writeFileSync(npmrc, `registry=${address}\n//127.0.0.1:${port}/:_authToken=anyone\n`);
    const env = (cache: string): NodeJS.ProcessEnv => ({
      ...withoutNpm(process.env),
      npm_config_userconfig: npmrc,
      npm_config_registry: address,
      npm_config_cache: join(folder, cache),
      npm_config_yes: 'true',
    });
    await runTool(['npm', 'publish', '--ignore-scripts'], root, env('cache-publish'));
    log('published to a registry of our own');
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    await runTool(
      [process.execPath, join(root, 'dist/cli.cjs'), join(folder, 'checkout/my-service'), '--yes', '--no-git'],
      folder,
    );
    const wanted = bytesBelow(join(folder, 'checkout/my-service'));
    const ways: Record<string, readonly string[]> = {
      'npm create': ['npm', 'create', 'service@latest', 'my-service', '--', '--yes', '--no-git'],
      'npx with a version': ['npx', `create-service@${version}`, 'my-service', '--yes', '--no-git'],
    };
    for (const [name, command] of Object.entries(ways)) {
      const place = join(folder, name.replaceAll(' ', '-'));
      mkdirSync(place);
      await runTool(command, place, env(`cache-${name.replaceAll(' ', '-')}`));
      sameBytes(bytesBelow(join(place, 'my-service')), wanted, name);
      log(`${name}: ${wanted.size} files, the same bytes as from the checkout`);
    }
    await checkAction(context, join(folder, 'checkout/my-service'), env('cache-action'));
    await checkPreCommit(context, join(folder, 'checkout/my-service'), env('cache-action'));
  } finally {
    registry.kill();
  }
}

const config = (storage: string): string => `storage: ${storage}
auth: { htpasswd: { file: ./htpasswd, max_users: -1 } }
packages:
  '**': { access: $all, publish: $anonymous $all, unpublish: $anonymous $all }
log: { type: stdout, level: fatal }
`;

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        typeof address === 'object' && address !== null ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}

async function answering(address: string): Promise<void> {
  for (let tries = 0; tries < 150; tries++) {
    const ok = await fetch(`${address}-/ping`).then(
      (response) => response.ok,
      () => false,
    );
    if (ok) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`the registry at ${address} did not answer within 30 s`);
}

function bytesBelow(folder: string): ReadonlyMap<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    files.map((entry): [string, string] => {
      const path = join(entry.parentPath, entry.name);
      return [
        relative(folder, path),
        `${(statSync(path).mode & 0o777).toString(8)} ${readFileSync(path).toString('base64')}`,
      ];
    }),
  );
}

function sameBytes(found: ReadonlyMap<string, string>, wanted: ReadonlyMap<string, string>, way: string): void {
  const differing = [...new Set([...found.keys(), ...wanted.keys()])].filter(
    (path) => found.get(path) !== wanted.get(path),
  );
  if (differing.length > 0) throw new Error(`${way} wrote other bytes than the checkout: ${differing.join(', ')}`);
}
