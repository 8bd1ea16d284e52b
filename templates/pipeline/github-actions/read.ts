import { defineReader } from '../../../src/kit/index.ts';
import { type Event, type Pipeline, stepsOf } from '../model.ts';
import { scriptGlobs } from '../scripts.ts';
import { versionGlobs } from '../runtimes.ts';
import { readDeployments } from './deployments.ts';
import { readJobs } from './jobs.ts';
import { actionGlobs, readReferences } from './references.ts';
import { readProtections, rulesetGlobs } from './rulesets.ts';
import { ownPath, readWorkflows, trunkName } from './workflow.ts';

const chores =
  /\b(?:scorecards?|lock(?:-threads)?|stale|labell?(?:er)?|welcome|first-time(?:-\w+)?|assign|cla)\b[^/]*$/;

/** Whether a called workflow can be a part of the way from a change to production; what keeps house beside it is none. */
const mayDeliver = (calls: string, events: readonly Event[]): boolean =>
  !chores.test(calls.split('@')[0] ?? '') &&
  (events.some((event) => !/^(?:schedule|manual|untrusted|other)$/.test(event)) ||
    (events.includes('manual') && /deploy|release|rollback|promote/i.test(calls)));

/** Reads GitHub Actions: workflows, own actions, the scripts and package scripts they run, and exported rulesets. */
export const reader = defineReader<Pipeline>({
  globs: [
    '.github/workflows/*.yml',
    '.github/workflows/*.yaml',
    ...actionGlobs,
    ...rulesetGlobs,
    ...scriptGlobs,
    ...versionGlobs,
  ],
  read(view) {
    const raw = readWorkflows(view);
    const read = readJobs(view, raw);
    const trunk = trunkName(raw);
    const workflows = read.models;
    // Jobs of other repositories are called without being seen.
    const unread = workflows.flatMap(({ jobs }) =>
      jobs.flatMap(({ at, calls, events, steps }) =>
        calls !== null && ownPath(calls) === undefined && steps.length === 0 && mayDeliver(calls, events)
          ? [{ at, tool: calls }]
          : [],
      ),
    );
    return {
      trunk,
      unread,
      hostScans: raw.slice(0, 1).map(({ path }) => ({ at: { path } })),
      workflows,
      references: readReferences(view),
      ...readDeployments(read, trunk),
      protections: readProtections(view, trunk),
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
