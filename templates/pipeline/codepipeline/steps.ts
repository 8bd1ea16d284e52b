import type { RepositoryView } from '../../../src/kit/index.ts';
import { plainStep } from '../jobs.ts';
import type { Act, Event, Step } from '../model.ts';
import { runtimeOfText } from '../runtimes.ts';
import { keepContents, scriptStep } from '../scripts.ts';
import { text } from '../values.ts';
import type { RawAction, RawRuntime, RawSpec, RawVariable } from './raw.ts';

export interface StepContext {
  readonly view: RepositoryView;
  readonly events: readonly Event[];
  /** Commands of the whole pipeline that may still be looked at. */
  readonly budget: { left: number };
}

/** A budget for one pipeline. */
export const budgetOf = (): StepContext['budget'] => ({ left: 3000 });

/** Steps with every command that they come down to, for what follows values. */
export interface SpecSteps {
  readonly steps: readonly Step[];
  readonly commands: readonly string[];
}

const runtimes: Readonly<Record<string, string>> = { nodejs: 'node', golang: 'go' };

function runtimeStep({ at, name, version }: RawRuntime, events: readonly Event[]): Step {
  const runtime = Object.hasOwn(runtimes, name) ? (runtimes[name] ?? name) : name;
  // `latest` names no version, and Java stands with its vendor: `corretto21`.
  const number = /\d[\w.]*/.exec(version.slice(0, 60))?.[0];
  return {
    ...plainStep(at, `runtime-versions ${name}`),
    does: ['setup-runtime'],
    events,
    // The image of the build brings it; the buildspec only picks one of its versions.
    runtime: { ...runtimeOfText(at, runtime, number), source: 'image' },
  };
}

const sourceFolder = /\$\{?CODEBUILD_SRC_DIR\}?(?!\w)/g;

/** What a build runs, in order. Its commands share one shell: a change of folder holds for those behind it. */
export function stepsOfSpec(
  { view, events, budget }: StepContext,
  spec: RawSpec,
  variables: readonly RawVariable[],
): SpecSteps {
  const names = [...variables, ...spec.variables].map(({ name }) => name);
  const commands: string[] = [];
  let place = { directory: '', vague: false };
  const looked = spec.commands.slice(0, Math.max(0, budget.left));
  budget.left -= looked.length;
  const scripts = looked.map(({ at, text: program, tolerated, always }): Step => {
    const read = scriptStep(
      { view, events, tolerated, afterFailure: always, pipefail: false, variables: names },
      {
        at,
        name: program.trim().split('\n')[0]?.slice(0, 80) ?? 'command',
        program: program.replace(sourceFolder, '/.'),
        ...place,
      },
    );
    place = { directory: read.directory, vague: read.vague };
    commands.push(program, ...read.commands);
    return { ...read.step, injections: injectionsIn(program) };
  });
  return {
    steps: keepContents([...spec.runtimes.map((runtime) => runtimeStep(runtime, events)), ...scripts], spec.keeps),
    commands,
  };
}

/** Names of branches and texts of commits that a shell is told to run as a program. */
function injectionsIn(program: string): readonly string[] {
  if (!/(?:^|[\s;&|])(?:eval|(?:ba|da|z)?sh -\w*c)\s/.test(program)) return [];
  const names = /\$\{?(CODEBUILD_WEBHOOK_HEAD_REF|CODEBUILD_WEBHOOK_TRIGGER|CODEBUILD_SOURCE_VERSION)\b/g;
  return [...program.slice(0, 20_000).matchAll(names)].flatMap(([, name]) => name ?? []);
}

/** What an action of the pipeline itself does; nothing for one that is not known. */
function actsOf({ category, provider, config, name }: RawAction): readonly Act[] {
  if (provider === 'CloudFormation') {
    const mode = text(config['ActionMode']) ?? '';
    return mode === 'CHANGE_SET_REPLACE' ? ['plan'] : mode === 'DELETE_ONLY' ? [] : ['deploy'];
  }
  if (provider === 'ECRBuildAndPublish') return ['build-image', 'push-image'];
  if (provider === 'InspectorScan')
    return [text(config['InspectorRunMode']) === 'ECRImageScan' ? 'scan-image' : 'scan-dependencies'];
  if (category === 'Deploy') return ['deploy'];
  // A function or a state machine says only by its name what it is there for.
  const tests = /test|smoke|verify|verif|validat|check|canary/i.test(name);
  if (category === 'Test' || (category === 'Invoke' && tests)) return ['smoke'];
  return category === 'Invoke' && /notif/i.test(name) ? ['notify'] : [];
}

/** An action of the pipeline itself as a step. */
export function stepOfAction(action: RawAction, events: readonly Event[]): Step {
  const limits = ['CriticalThreshold', 'HighThreshold', 'MediumThreshold', 'LowThreshold'];
  const tolerant = action.provider === 'InspectorScan' && limits.every((limit) => action.config[limit] === undefined);
  return { ...plainStep(action.at, action.name), does: actsOf(action), events, blocking: !tolerant };
}
