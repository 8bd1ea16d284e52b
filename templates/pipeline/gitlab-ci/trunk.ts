import { get, isMapping } from '../../../src/kit/index.ts';
import { texts } from '../values.ts';
import { branchesIn } from './conditions.ts';
import type { Config } from './layers.ts';
import { rulesOf } from './jobs.ts';

const usual: readonly string[] = ['main', 'master', 'trunk', 'default'];

/** The branch that is delivered, by the names that rules ask for; null when they call it `$CI_DEFAULT_BRANCH` or nothing. */
export function trunkOf({ merged }: Config): string | null {
  const named = new Set<string>();
  for (const data of Object.values(merged).slice(0, 2_000)) {
    const at = { path: '' };
    for (const rule of rulesOf(get(data, 'rules'), at))
      for (const branch of branchesIn(String(get(rule.data, 'if') ?? ''))) named.add(branch);
    const only = get(data, 'only');
    for (const branch of texts(isMapping(only) ? only['refs'] : only)) named.add(branch);
  }
  return usual.find((name) => named.has(name)) ?? null;
}
