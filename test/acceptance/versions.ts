import { join } from 'node:path';
import { nodeBinOf, runTool } from './context.ts';
import type { AcceptanceContext } from './context.ts';

/** The tool itself on every Node that it declares: it starts, makes a service and audits it clean. */
export async function checkVersions({ root, cacheDir, workDir, log }: AcceptanceContext): Promise<void> {
  for (const major of [20, 22, 24, 26]) {
    const node = join(await nodeBinOf(major, cacheDir), 'node');
    const cli = join(root, 'dist/cli.cjs');
    const target = join(workDir, `on-node-${major}`);
    await runTool([node, cli, target, '--yes', '--no-git'], workDir);
    const { stderr } = await runTool([node, cli, 'audit', target], workDir);
    if (stderr !== '') throw new Error(`an audit on node ${major} says beside its report: ${stderr}`);
    const { stdout } = await runTool([node, '--version'], workDir);
    log(`node ${stdout.trim()}: makes a service and audits it`);
  }
}
