import type { Mapping } from '../../../src/kit/index.ts';
import { get, list, pointer, record, type At, type RepositoryView, shown } from '../../../src/kit/index.ts';
import { plainStep } from '../jobs.ts';
import type { Event, Step } from '../model.ts';
import { variablesOf } from '../addresses.ts';
import { factsOf, refine, scriptStep, type ScriptContext } from '../scripts.ts';
import { text } from '../values.ts';
import { actsOfAction, isStranger, mayCheckCode, mayDeliver } from './actions.ts';
import { isDisabled, narrowed } from './conditions.ts';
import { type Inputs, injectionsIn, substitute } from './expressions.ts';
import { placesOf, type Values } from './places.ts';
import { runtimeOf } from './runtime.ts';
import { letsPass } from './tolerance.ts';
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
  /** Shell of `defaults.run.shell`. */
  readonly shell: string | undefined;
  /** Whether a step of the job fails when files were changed. */
  readonly guarded: boolean;
  /** Variables of the workflow and the job, and their names. */
  readonly environment: Mapping;
  readonly variables: readonly string[];
  /** Whether the job as a whole may fail without failing the run. */
  readonly tolerated: boolean;
  /** Steps that may still be read: own actions could use each other for ever. */
  readonly budget: { left: number };
  /** What the caller of an own action gives to it. */
  readonly inputs: Inputs;
  /** What a matrix, or the callers of the workflow, give to it. */
  readonly values: Values;
  /** Whether the job runs after failures of others: its condition says `failure()`, `always()` or `!cancelled()`. */
  readonly afterFailure: boolean;
}

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
    if (context.budget.left < 0 || isDisabled(data)) return [];
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
    const nested: StepContext = {
      ...context,
      directory: '',
      shell: undefined,
      events: narrowed(context.events, data),
      inputs: inputsOf(context.view.yaml(file)?.[0], data, context.inputs),
      tolerated: context.tolerated || isTolerated(data),
      afterFailure: context.afterFailure || isAfterFailure(data),
    };
    return readSteps(nested, inner, { path: file, pointer: '/runs/steps' }, [...trail, file]);
  });
}

const isTolerated = (data: Mapping): boolean => !['undefined', 'false'].includes(shown(data['continue-on-error']));

export const isAfterFailure = (data: Mapping): boolean =>
  /failure\(\)|always\(\)|!\s*cancelled\(\)|== ?'failure'/.test(text(data['if']) ?? '');

// Actions that run one program.
function programOf(uses: string | undefined, inputs: Mapping): string | undefined {
  const name = (uses ?? '').split('@')[0];
  if (name === 'pre-commit/action' || name === 'j178/prek-action') return 'pre-commit run --all-files';
  if (name !== 'mansagroup/nrwl-nx-action') return undefined;
  return `nx run-many --targets=${text(inputs['targets']) ?? ''} --projects=${text(inputs['projects']) ?? ''}`;
}

function readStep(context: StepContext, data: Mapping, at: At, uses: string | undefined): RawStep {
  const inputs = record(data['with']);
  const run = text(data['run']) ?? programOf(uses, inputs);
  const name = text(data['name']) ?? uses ?? run?.split('\n')[0]?.slice(0, 80) ?? 'step';
  const folder = text(data['working-directory']) ?? context.directory;
  const places = placesOf(run ?? '', folder, context.inputs, context.values);
  const { directory = '', vague = false } = places[0] ?? {};
  const script: ScriptContext = {
    view: context.view,
    events: narrowed(context.events, data),
    tolerated: context.tolerated || isTolerated(data),
    afterFailure: context.afterFailure || isAfterFailure(data),
    pipefail: /^bash$|pipefail/.test(text(data['shell']) ?? context.shell ?? ''),
    guarded: context.guarded,
    variables: variablesOf(data['env']),
  };
  const common = { id: text(data['id']), data, uses: uses?.split('@')[0] };
  const injections = [run, text(inputs['script'])].flatMap((program) =>
    injectionsIn(substitute(program ?? '', context.inputs)),
  );
  if (run !== undefined) {
    const { step, commands } = scriptStep(script, { at, name, program: run, directory, vague, variants: places });
    const facts = step.facts && factsOf(commands, [...context.variables, ...script.variables]);
    const fetchesUntrusted = commands.some((command) => fetching.test(command));
    // Where no command says what it does, its own name may.
    const does = step.does.length === 0 && smoking.test(name) ? (['smoke'] as const) : step.does;
    return { ...common, step: { ...step, does, injections, facts, fetchesUntrusted }, opaque: false, commands };
  }
  const known = uses === undefined ? [] : actsOfAction(uses, inputs);
  const does = refine([...new Set(known ?? [])], script);
  const step: Step = {
    ...plainStep(at, name),
    ...(known === undefined && uses !== undefined && mayDeliver(uses) && { hiddenDelivery: uses }),
    ...(known === undefined && uses !== undefined && mayCheckCode(uses) && { hidden: uses }),
    does,
    events: script.events,
    blocking: !script.tolerated && !(uses !== undefined && letsPass(uses, inputs)),
    directory,
    runtime:
      does.includes('setup-runtime') && uses !== undefined
        ? runtimeOf(context.view, at, uses, inputs, context.values)
        : null,
    always: script.afterFailure,
    gated: does.includes('sast') ? !/codeql/.test(uses ?? '') : null,
    attached: does.includes('sbom') && !isStranger(uses ?? '') ? isKept(uses, inputs) : null,
    injections,
    fetchesUntrusted:
      does.includes('checkout') &&
      untrusted.test(resolved(text(inputs['ref']) ?? '', [context.environment, data['env']])),
  };
  return { ...common, step, opaque: uses !== undefined && known === undefined, commands: [] };
}

const untrusted = /pull_request\.head|head_ref|workflow_run\.head|refs\/pull/;

/** A value with the variables of the workflow, the job and the step in it. */
const resolved = (value: string, environments: readonly unknown[]): string =>
  value.replace(/\benv\.(\w{1,80})/g, (whole, name: string) => {
    const found = environments.flatMap((environment) => text(get(environment, name)) ?? []).at(-1);
    return found === undefined ? whole : found.slice(0, 500);
  });

const smoking = /^(?:run |execute )?(?:the )?(?:smoke|e2e|end[- ]to[- ]end|acceptance|integration)[ -]tests?$/i;

// Ways to bring a pull request's code onto the runner without the checkout action.
const fetching =
  /\bgh pr checkout\b|\bgit (?:fetch|pull|checkout|clone)\b.{0,300}(?:pull\/|head[._]ref|HEAD_REF|PR_(?:HEAD|REF|SHA))/;

/** The inputs of an own action as its caller gives them, or else their defaults. */
function inputsOf(action: unknown, data: Mapping, outer: Inputs): Inputs {
  const defaults = Object.entries(record(get(action, 'inputs'))).flatMap(([name, input]) => {
    const value = text(get(input, 'default'));
    return value === undefined ? [] : [[name, value] as const];
  });
  const given = Object.entries(record(data['with'])).flatMap(([name, value]) => {
    const said = text(value);
    return said === undefined ? [] : [[name, substitute(said, outer)] as const];
  });
  return Object.fromEntries([...defaults, ...given]);
}

// buildx puts the list into the registry beside the image; sbom-action uploads it unless told otherwise.
const isKept = (uses: string | undefined, inputs: Mapping): boolean =>
  uses !== undefined &&
  (uses.startsWith('docker/') ||
    (uses.startsWith('anchore/sbom-action') && text(inputs['upload-artifact']) !== 'false'));
