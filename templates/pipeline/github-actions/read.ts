import { defineReader } from '../../../src/kit/index.ts';
import { type Pipeline, stepsOf } from '../model.ts';
import { readBuilds, readInfrastructure, readScanTargets } from '../targets.ts';
import { readDeployments } from './deployments.ts';
import { readJobs } from './jobs.ts';
import { actionGlobs, readReferences } from './references.ts';
import { readProtections, rulesetGlobs } from './rulesets.ts';
import { readWorkflows, trunkName } from './workflow.ts';

// Beside the workflows: what their steps run, and the files that pin their runtimes.
const runGlobs = [
  '.github/scripts/**/*.sh',
  'scripts/**/*.sh',
  'script/**/*.sh',
  'ci/**/*.sh',
  'bin/*.sh',
  '**/package.json',
];
const versionGlobs = [
  '**/.nvmrc',
  '**/.node-version',
  '**/.tool-versions',
  '**/.python-version',
  '**/.java-version',
  '**/.go-version',
  '**/mise.toml',
  '**/go.mod',
];

/** Reads GitHub Actions: workflows, own actions, the scripts and package scripts they run, and exported rulesets. */
export const reader = defineReader<Pipeline>({
  globs: [
    '.github/workflows/*.yml',
    '.github/workflows/*.yaml',
    ...actionGlobs,
    ...rulesetGlobs,
    ...runGlobs,
    ...versionGlobs,
  ],
  read(view) {
    const raw = readWorkflows(view);
    const read = readJobs(view, raw);
    const trunk = trunkName(raw);
    const workflows = read.models;
    const steps = workflows.flatMap(({ jobs }) => jobs.flatMap((job) => job.steps));
    return {
      trunk,
      workflows,
      references: readReferences(view),
      ...readDeployments(read),
      protections: readProtections(view, trunk, workflows),
      infrastructure: readInfrastructure(view, steps),
      scanTargets: readScanTargets(view, steps),
      builds: readBuilds(steps),
    };
  },
  answers(model, view) {
    const notices = stepsOf(model).filter(({ does }) => does.includes('notify-failure'));
    const chat = readReferences(view).some(({ name }) => name === 'slackapi/slack-github-action');
    return {
      ...(model.trunk === null ? {} : { defaultBranch: model.trunk }),
      ...(chat ? { failureNotice: 'chat' } : notices.length > 0 ? { failureNotice: 'issue' } : {}),
    };
  },
});
