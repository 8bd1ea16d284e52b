import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { paired } from './measure.ts';
import type { Ratio, Sample } from './measure.ts';

/** CPU until the first prompt stands on the screen of a real pseudo-terminal (util-linux `script`); undefined where that is missing. */
export function firstPrompt(cli: string, work: string, floor: () => Sample): Ratio | undefined {
  if (spawnSync('script', ['--version']).status !== 0) return undefined;
  const preload = join(work, 'first-prompt.cjs');
  const result = join(work, 'first-prompt.json');
  // The process ends itself as soon as a prompt is written, and says what it had cost by then.
  writeFileSync(
    preload,
    `const write = process.stdout.write;
process.stdout.write = function (chunk, ...rest) {
  const done = write.call(this, chunk, ...rest);
  if (String(chunk).includes('?')) {
    const { user, system } = process.cpuUsage();
    require('node:fs').writeFileSync(${JSON.stringify(result)}, String((user + system) / 1000));
    process.exit(0);
  }
  return done;
};
`,
  );
  const { NODE_EXTRA_CA_CERTS: _, CI: __, ...env } = process.env;
  const prompt = (): Sample => {
    rmSync(result, { force: true });
    spawnSync('script', ['-qec', `${process.execPath} --require ${preload} ${cli} prompted`, '/dev/null'], {
      cwd: work,
      env: { ...env, TERM: 'xterm' },
      input: '',
    });
    return Number(readFileSync(result, 'utf8'));
  };
  return paired(prompt, floor, 11);
}
