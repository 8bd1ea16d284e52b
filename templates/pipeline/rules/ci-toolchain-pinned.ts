import { get, type Calendar, type Judge, type Judgement } from '../../../src/kit/index.ts';
import type { Pipeline, Runtime, Toolchain } from '../model.ts';
import ends from '../runtimes.json' with { type: 'json' };

/** Judges the runtimes that CI uses, and whether all that names a version names the same. */
export const judge: Judge<Pipeline> = ({ runtimes, toolchains }, { calendar }) => {
  // A library is tested on several versions; which ones is its own affair.
  const used = runtimes.filter(({ source }) => source !== 'matrix');
  const judged = [
    ...used.map((runtime) => judgeRuntime(runtime, toolchains, calendar)),
    ...disagreements(toolchains),
    ...toolchains.filter((each) => !each.range && isEnded(each, calendar)).map(endedIn),
  ];
  if (judged.length > 0) return judged;
  const [matrix] = runtimes;
  if (matrix !== undefined) {
    const message = `CI tests on versions of ${matrix.name} that a matrix lists, so which one the service runs on cannot be told.`;
    return { outcome: 'unknown', message, at: [matrix.at] };
  }
  return { outcome: 'unknown', message: 'No step sets up a runtime, so which version CI uses cannot be told.' };
};

/** The day on which a line of releases ended, or will end; undefined when nobody here knows. */
const endOf = (name: string, cycle: string | null): string | undefined => {
  const day = cycle === null ? undefined : get(ends.ended, name, cycle);
  return typeof day === 'string' ? day : undefined;
};

const isEnded = ({ name, cycle }: Pick<Runtime, 'name' | 'cycle'>, calendar: Calendar): boolean =>
  calendar.reached(endOf(name, cycle) ?? '');

// Words that stand for another version every few months.
const moving = /^(?:\*|x|latest|current|node|stable|lts|lts\/\*)$/i;

function judgeRuntime(runtime: Runtime, toolchains: readonly Toolchain[], calendar: Calendar): Judgement {
  const { at, name, source, file, version, cycle } = runtime;
  const subject = `${name} in ${at.path}`;
  const what = version === null ? name : `${name} ${version}`;
  const fail = (message: string): Judgement => ({ outcome: 'fail', message, at: [at], subject });
  if (isEnded(runtime, calendar))
    return fail(`CI uses ${name} ${version ?? cycle}, which gets no fixes since ${endOf(name, cycle)}.`);
  if (source === 'literal' || source === 'default') {
    const from = version === null ? 'of whichever version' : `from ${source}`;
    return fail(`CI sets up ${what} ${from}: let it read the version from one file of the repository.`);
  }
  if (source === 'file' && file === null)
    return fail(`CI reads the version of ${name} from a file that is not in the repository.`);
  if (source === 'file' && moving.test(version ?? ''))
    return fail(`CI uses ${name} of whichever version is the latest: ${file} says ${version}.`);
  if (source !== 'file') {
    const other = toolchains.find((each) => each.name === name && !each.range && each.cycle !== cycle);
    if (version === null && !runtime.pinned) return fail(`CI runs in an image of ${name} that names no version.`);
    if (other !== undefined && cycle !== null)
      return fail(`CI uses ${name} ${version ?? cycle}, but ${other.at.path} says ${other.version}.`);
  }
  return {
    outcome: 'pass',
    message: `CI ${version === null ? 'sets up' : 'uses'} ${what} as the repository says it.`,
    at: [at],
    subject,
  };
}

/** Files of one folder that name different lines of one runtime. */
function disagreements(toolchains: readonly Toolchain[]): readonly Judgement[] {
  const exact = toolchains.filter(({ range, cycle }) => !range && cycle !== null);
  return exact.flatMap((each, index): readonly Judgement[] => {
    const before = exact
      .slice(0, index)
      .find((other) => other.name === each.name && other.directory === each.directory);
    if (before === undefined || before.cycle === each.cycle) return [];
    const message = `${each.at.path} says ${each.name} ${each.version}, but ${before.at.path} says ${before.version}.`;
    return [{ outcome: 'fail', message, at: [each.at, before.at], subject: `${each.name} of ${each.at.path}` }];
  });
}

const endedIn = ({ at, name, version, cycle }: Toolchain): Judgement => ({
  outcome: 'fail',
  message: `${at.path} says ${name} ${version}, which gets no fixes since ${endOf(name, cycle)}.`,
  at: [at],
  subject: `${name} of ${at.path}`,
});
