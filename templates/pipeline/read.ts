import { defineReader, folderOf, get, joinPath, type RepositoryView } from '../../src/kit/index.ts';
import { coverageGlobs, readCoverage } from './coverage.ts';
import { readEcosystems } from './ecosystems.ts';
import type { Pipeline, TypeConfig } from './model.ts';
import { packageGlobs, readPackages } from './packages/all.ts';
import { readInfrastructure, readScanTargets } from './targets.ts';
import { versionGlobs } from './runtimes.ts';
import { protectionGlobs, readTerraformProtections } from './terraform-protections.ts';
import { readToolchains } from './toolchains.ts';
import { readUnread } from './unread.ts';
import { botFiles } from './updates.ts';
import { texts } from './values.ts';

/** What does not depend on the pipeline's dialect: dependencies, their update bots, and how strict the types are. */
export const reader = defineReader<Pipeline>({
  globs: [
    '**/package.json',
    '**/tsconfig*.json',
    ...botFiles,
    ...coverageGlobs,
    ...packageGlobs,
    ...versionGlobs,
    ...protectionGlobs,
  ],
  read: async (view) => ({
    coverage: await readCoverage(view),
    manifests: await readPackages(view),
    toolchains: await readToolchains(view),
    unread: readUnread(view),
    ecosystems: readEcosystems(view),
    typeConfigs: readTypeConfigs(view),
    infrastructure: readInfrastructure(view),
    scanTargets: readScanTargets(view),
    protections: await readTerraformProtections(view),
  }),
});

const ours = /^(?!.*(?:^|\/)(?:node_modules|dist|vendor|fixtures?|examples?)\/)(?:.*\/)?tsconfig\.json$/;

const readTypeConfigs = (view: RepositoryView): readonly TypeConfig[] =>
  view.paths
    .filter((path) => ours.test(path))
    .map((path) => ({ at: { path }, directory: folderOf(path), strict: strictness(view, path, 0) }));

/** Whether a configuration is strict, as it says itself or inherits; null when it inherits from a package. */
function strictness(view: RepositoryView, path: string, depth: number): boolean | null {
  const config = view.json(path);
  const said = get(config, 'compilerOptions', 'strict');
  if (typeof said === 'boolean') return said;
  // Of several bases the last one wins.
  const base = texts(get(config, 'extends')).at(-1);
  if (base === undefined || depth > 5) return false;
  if (!base.startsWith('.')) return /strict/.test(base) ? true : null;
  const target = joinPath(folderOf(path), base);
  const file = [target, `${target}.json`].find(
    (candidate) => candidate !== undefined && view.paths.includes(candidate),
  );
  return file === undefined ? null : strictness(view, file, depth + 1);
}
