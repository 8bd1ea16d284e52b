import { join } from 'node:path';
import { nodeBinOf, runTool } from './context.ts';
import type { AcceptanceContext } from './context.ts';

/**
 * Flags of V8 and code that was kept compiled can end a process with a fault of memory, mostly only one run of ten; the first runs
 * are those that keep code.
 */
const runs = 25;

/** The tool itself on every Node that it declares: it starts, makes a service and audits it clean, again and again. */
export async function checkVersions({ root, cacheDir, workDir, log }: AcceptanceContext): Promise<void> {
  // In CI nothing is kept.
  const { CI: _, ...env } = process.env;
  for (const major of [20, 22, 24, 26]) {
    const node = join(await nodeBinOf(major, cacheDir), 'node');
    const cli = join(root, 'dist/cli.cjs');
    const target = join(workDir, `on-node-${major}`);
    await runTool([node, cli, target, '--yes', '--no-git'], workDir);
    for (let run = 0; run < runs; run += 1) {
      const { stderr } = await runTool([node, cli, 'audit', target, '--no-cache'], workDir, env);
      if (stderr !== '') throw new Error(`an audit on node ${major} says beside its report: ${stderr}`);
    }
    const { stdout } = await runTool([node, '--version'], workDir);
    log(`node ${stdout.trim()}: makes a service and audits it ${runs} times`);
  }
}
