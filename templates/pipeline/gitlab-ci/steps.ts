import { get, list } from '../../../src/kit/index.ts';
import type { At, RepositoryView } from '../../../src/kit/index.ts';
import { variablesOf } from '../addresses.ts';
import { plainStep } from '../jobs.ts';
import type { Event } from '../model.ts';
import { factsOf, looksAtChanges, scriptStep, type ScriptContext, type ScriptStep } from '../scripts.ts';
import { text } from '../values.ts';
import { injectionsIn } from './injections.ts';
import type { Line, RawJob } from './jobs.ts';
import { type RawStep, withPurpose } from './purpose.ts';
import { expand, inProject } from './variables.ts';

export interface StepContext {
  readonly view: RepositoryView;
  /** Lines that are known already, and how many may still be looked at. */
  readonly known: Map<string, ScriptStep>;
  readonly budget: { left: number };
  /** Places of installations that another job has been judged for. */
  readonly installs: Set<string>;
}

/** How a job runs, in the run that counts for it. */
export interface Situation {
  readonly events: readonly Event[];
  readonly tolerated: boolean;
  readonly afterFailure: boolean;
}

/** The folder in which a line starts, or some folder below it that a variable names. */
interface Place {
  readonly directory: string;
  readonly vague: boolean;
}

const root: Place = { directory: '', vague: false };

interface Part {
  readonly line: Line;
  readonly after: boolean;
}

/** The steps of a job: each entry of its scripts, all but the last ones in one shell. */
export function readSteps(context: StepContext, job: RawJob, situation: Situation): readonly RawStep[] {
  const parts: readonly Part[] = [
    ...[...job.lines('before_script'), ...job.lines('script'), ...runLines(job)].map((line) => ({
      line,
      after: false,
    })),
    ...job.lines('after_script').map((line) => ({ line, after: true })),
  ];
  let place: Place = root;
  let after = false;
  const shell = parts.filter((part) => !part.after).map(({ line }) => line.text);
  const end = shell.findIndex((text) => /^\s*exit(?:\s+0)?\s*$/.test(text.slice(0, 100)));
  const loose = looseIn(shell);
  const guarded = looksAtChanges(parts.map(({ line }) => line.text));
  // Nothing runs behind an exit.
  const run = parts.filter((part, index) => part.after || end < 0 || index <= end);
  const read = run.slice(0, 500).map((part, index): RawStep => {
    // `after_script` starts a new shell.
    if (part.after && !after) place = root;
    after = part.after;
    const { place: end, ...done } = readLine(
      context,
      job,
      loose(index) ? { ...situation, tolerated: true } : situation,
      { ...part, guarded },
      place,
    );
    place = end;
    return done;
  });
  return withPurpose(job, read, run.filter((part) => !part.after).length);
}

/** Which lines of a shell fail without anybody knowing: those behind `set +e`, all but the last, where nobody asks how they ended. */
function looseIn(lines: readonly string[]): (index: number) => boolean {
  const from = lines.findIndex((line) => /^\s*set \+e\b/.test(line.slice(0, 100)));
  if (from < 0 || lines.some((line) => /\$\?|\bexit\s+[1-9$]/.test(line.slice(0, 5000)))) return () => false;
  const back = lines.findIndex((line, index) => index > from && /^\s*set -e/.test(line.slice(0, 100)));
  return (index) => index > from && (back < 0 || index < back) && index < lines.length - 1;
}

const names = (value: string): string => value.trim().split('\n')[0]?.slice(0, 80) ?? '';

function readLine(
  context: StepContext,
  job: RawJob,
  situation: Situation,
  { line, after, guarded }: Part & { readonly guarded: boolean },
  place: Place,
): RawStep & { readonly place: Place } {
  const script: ScriptContext = {
    view: context.view,
    events: situation.events,
    // What fails after the script does not fail the job.
    tolerated: situation.tolerated || after,
    afterFailure: situation.afterFailure || after,
    pipefail: true,
    guarded,
    variables: addresses(job),
  };
  const program = inProject(expand(line.text, job.variables));
  const key = JSON.stringify([
    program,
    place.directory,
    place.vague,
    guarded,
    script.tolerated,
    script.afterFailure,
    script.events,
    script.variables,
  ]);
  context.budget.left -= context.known.has(key) ? 0 : 1;
  if (context.budget.left < 0) return { step: plainStep(line.at, names(line.text)), commands: [], place };
  const done = context.known.get(key) ?? scriptStep(script, { at: line.at, name: names(line.text), program, ...place });
  context.known.set(key, done);
  const { step, commands } = done;
  const facts = step.facts && factsOf(commands, [...Object.keys(job.variables), ...script.variables]);
  const injections = job.fromHost ? [] : injectionsIn(line.text, situation.events);
  const runtime = step.runtime && { ...step.runtime, at: line.at };
  const install = step.install && isFirst(context, line.at, step.directory) ? step.install : null;
  return {
    step: { ...step, at: line.at, name: names(line.text), injections, facts, runtime, install },
    commands,
    place: { directory: done.directory, vague: done.vague },
  };
}

/** One script may be shared by many jobs: what it installs is judged once for each folder. */
function isFirst({ installs }: StepContext, at: At, directory: string): boolean {
  const key = `${at.path}${at.pointer ?? ''} ${directory}`;
  if (installs.has(key)) return false;
  installs.add(key);
  return true;
}

/** Variables of a job that may be the address of something deployed; those of the machine itself are none. */
const addresses = (job: RawJob): readonly string[] =>
  variablesOf(Object.fromEntries(job.ownVariables.map((name) => [name, job.variables[name] ?? ''])));

/** Scripts of the keyword `run`. */
const runLines = (job: RawJob): readonly Line[] =>
  list(job.data['run']).flatMap((step, index) => {
    const script = text(get(step, 'script'));
    const at = job.place('run');
    return script === undefined ? [] : [{ text: script, at: { ...at, pointer: `${at.pointer ?? ''}/${index}` } }];
  });
