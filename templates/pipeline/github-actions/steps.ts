import type { Mapping } from '../../../src/kit/index.ts';
import {
  folderOf,
  get,
  joinPath,
  list,
  pointer,
  record,
  type At,
  type RepositoryView,
} from '../../../src/kit/index.ts';
import { effectsOf, isWithin } from '../commands.ts';
import type { Act, Event, Step } from '../model.ts';
import { text } from '../values.ts';
import { actsOfAction, letsPass } from './actions.ts';
import { injectionsIn } from './expressions.ts';
import { runtimeOf } from './runtime.ts';
import { ownPath } from './workflow.ts';

/** A step with what only this dialect has, for the readers that follow values. */
export interface RawStep {
  readonly step: Step;
  readonly id: string | undefined;
  readonly data: Mapping;
  /** The action that it uses, without ref. */
  readonly uses: string | undefined;
  /** Whether nobody here knows what it does. */
  readonly opaque: boolean;
  /** Commands that it runs, scripts resolved. */
  readonly commands: readonly string[];
}

export interface StepContext {
  readonly view: RepositoryView;
  readonly events: readonly Event[];
  /** Folder of `defaults.run.working-directory`. */
  readonly directory: string;
  /** Whether the job as a whole may fail without failing the run. */
  readonly tolerated: boolean;
  /** Steps that may still be read: own actions could use each other for ever. */
  readonly budget: { left: number };
  /** Whether the job runs after failures of others: its condition says `failure()`, `always()` or `!cancelled()`. */
  readonly afterFailure: boolean;
}

const testFile =
  /(?:\.(?:test|spec)\.[cm]?[jt]sx?|(?:^|\/)(?:tests?|__tests__)\/.+\.[cm]?[jt]sx?|_test\.(?:go|py)|(?:^|\/)test_[^/]+\.py|Tests?\.(?:java|kt))$/;
const foreign = /(?:^|\/)node_modules\//;
const deepest = 5;

/** The steps at a place, those of own composite actions in the place of the step that uses them. */
export function readSteps(
  context: StepContext,
  steps: readonly Mapping[],
  at: At,
  trail: readonly string[] = [],
): readonly RawStep[] {
  return steps.flatMap((data, index) => {
    context.budget.left -= 1;
    if (context.budget.left < 0) return [];
    const place = { path: at.path, pointer: `${at.pointer ?? ''}${pointer(index)}` };
    const uses = text(data['uses']);
    const path = uses === undefined ? undefined : ownPath(uses);
    if (path === undefined) return [readStep(context, data, place, uses)];
    const file = [`${path}/action.yml`, `${path}/action.yaml`].find(
      (candidate) => context.view.text(candidate) !== undefined,
    );
    if (file === undefined || trail.includes(file) || trail.length >= deepest)
      return [readStep(context, data, place, uses)];
    const inner = list(get(context.view.yaml(file)?.[0], 'runs', 'steps')).map(record);
    const nested = {
      ...context,
      directory: '',
      tolerated: context.tolerated || isTolerated(data),
      afterFailure: context.afterFailure || isAfterFailure(data),
    };
    return readSteps(nested, inner, { path: file, pointer: '/runs/steps' }, [...trail, file]);
  });
}

const isTolerated = (data: Mapping): boolean => !['undefined', 'false'].includes(String(data['continue-on-error']));

export const isAfterFailure = (data: Mapping): boolean =>
  /failure\(\)|always\(\)|!\s*cancelled\(\)|== ?'failure'/.test(text(data['if']) ?? '');

function readStep(context: StepContext, data: Mapping, at: At, uses: string | undefined): RawStep {
  const inputs = record(data['with']);
  const run = text(data['run']);
  const directory = joinPath(text(data['working-directory']) ?? context.directory) ?? '';
  const effects = run === undefined ? [] : effectsOf(context.view, run, directory);
  const known = uses === undefined ? effects.flatMap(({ acts }) => acts) : actsOfAction(uses, inputs);
  const does = refine([...new Set(known ?? [])], data, context);
  const swallowed = effects.some((effect) => effect.swallowed && effect.acts.length > 0);
  const install = effects.find((effect) => effect.install !== null)?.install ?? null;
  const testing = effects.find(({ acts }) => acts.includes('test'));
  const step: Step = {
    at,
    name: text(data['name']) ?? uses ?? run?.split('\n')[0]?.slice(0, 80) ?? 'step',
    does,
    events: context.events,
    blocking: !context.tolerated && !isTolerated(data) && !swallowed && !(uses !== undefined && letsPass(uses, inputs)),
    directory: install?.directory ?? effects.find(({ acts }) => acts.length > 0)?.directory ?? directory,
    install,
    runtime: does.includes('setup-runtime') && uses !== undefined ? runtimeOf(context.view, uses, inputs) : null,
    testFiles: testing === undefined ? null : countTests(context.view, testing.directory),
    gated: does.includes('sast') ? !/codeql/.test(uses ?? '') : null,
    attached: does.includes('sbom') ? isKept(uses, inputs) : null,
    injections: [...injectionsIn(run ?? ''), ...injectionsIn(text(inputs['script']) ?? '')],
    fetchesUntrusted:
      does.includes('checkout') &&
      /pull_request\.head|head_ref|workflow_run\.head|refs\/pull/.test(text(inputs['ref']) ?? ''),
  };
  return {
    step,
    id: text(data['id']),
    data,
    uses: uses?.split('@')[0],
    opaque: uses !== undefined && known === undefined,
    commands: run === undefined ? [] : [run, ...effects.map((effect) => effect.text)],
  };
}

/** What the place of a step says beyond its tool: tests with an address test a deployment, a notice after a failure tells of it. */
function refine(acts: readonly Act[], data: Mapping, context: StepContext): readonly Act[] {
  const addressed = Object.keys(record(data['env'])).some((name) => /(?:^|_)(?:URL|HOST|ENDPOINT)$/i.test(name));
  const refined = acts.map((act) => (act === 'test' && addressed ? 'smoke' : act));
  const tells = refined.includes('notify') && (context.afterFailure || isAfterFailure(data));
  return tells ? [...refined, 'notify-failure'] : refined;
}

// buildx puts the list into the registry beside the image; sbom-action uploads it unless told otherwise.
const isKept = (uses: string | undefined, inputs: Mapping): boolean =>
  uses !== undefined &&
  (uses.startsWith('docker/') ||
    (uses.startsWith('anchore/sbom-action') && text(inputs['upload-artifact']) !== 'false'));

// Tests of a package inside the folder are that package's own.
const countTests = (view: RepositoryView, directory: string): number => {
  const inner = view.paths
    .filter((path) => path.endsWith('/package.json') && isWithin(path, directory) && !foreign.test(path))
    .map(folderOf)
    .filter((folder) => folder !== directory);
  return view.paths.filter(
    (path) =>
      isWithin(path, directory) &&
      testFile.test(path) &&
      !foreign.test(path) &&
      !inner.some((folder) => isWithin(path, folder)),
  ).length;
};
