import { defineReader } from '../../src/kit/index.ts';
import { coverageGlobs, readCoverage } from './coverage.ts';
import { readEcosystems } from './ecosystems.ts';
import type { Pipeline } from './model.ts';
import { packageGlobs, readPackages } from './packages/all.ts';
import { readInfrastructure, readScanTargets } from './targets.ts';
import { versionGlobs } from './runtimes.ts';
import { protectionGlobs, readTerraformProtections } from './terraform-protections.ts';
import { scriptGlobs } from './scripts.ts';
import { readToolchains } from './toolchains.ts';
import { readTypeConfigs } from './type-configs.ts';
import { readUnread } from './unread.ts';
import { botFiles } from './updates.ts';

/** What does not depend on the pipeline's dialect: dependencies, their update bots, and how strict the types are. */
export const reader = defineReader<Pipeline>({
  globs: [
    '**/package.json',
    '**/tsconfig*.json',
    ...botFiles,
    ...coverageGlobs,
    ...packageGlobs,
    ...scriptGlobs,
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
