import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The folder of a checkout whose standard is the small one, built. */
    checkout: string;
  }
}

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Builds the tool once with the small standard, for the scenarios that run it as users do. */
export function setup(project: TestProject): () => void {
  const checkout = mkdtempSync(join(tmpdir(), 'create-service-built-'));
  for (const name of ['src', 'generators', 'package.json', 'tsconfig.json'])
    cpSync(join(root, name), join(checkout, name), { recursive: true });
  cpSync(join(root, 'test/fixtures/standard'), join(checkout, 'templates'), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(checkout, 'node_modules'), 'junction');
  execFileSync(process.execPath, ['node_modules/rolldown/bin/cli.mjs', '-c', 'src/build/rolldown.config.ts'], {
    cwd: checkout,
    stdio: 'pipe',
  });
  project.provide('checkout', checkout);
  return () => rmSync(checkout, { recursive: true, force: true });
}
