import { get } from '../../../src/kit/index.ts';
import type { Kept } from '../model.ts';
import { keptAs } from '../scripts.ts';
import { text } from '../values.ts';
import type { RawStep } from './steps.ts';

// Actions that show the results of tests, or the coverage, where people look, by the input that names the files.
const reporters: Readonly<Record<string, readonly [Kept['what'], string]>> = {
  'dorny/test-reporter': ['test-results', 'path'],
  'mikepenz/action-junit-report': ['test-results', 'report_paths'],
  'enricomi/publish-unit-test-result-action': ['test-results', 'files'],
  'test-summary/action': ['test-results', 'paths'],
  'phoenix-actions/test-reporting': ['test-results', 'path'],
  'codecov/codecov-action': ['coverage', 'files'],
  'codecov/test-results-action': ['test-results', 'files'],
  'coverallsapp/github-action': ['coverage', 'file'],
  'davelosert/vitest-coverage-report-action': ['coverage', 'json-summary-path'],
};

/** What a step keeps beyond the end of the run. */
export function keptIn({ step, uses, data }: RawStep): readonly Kept[] {
  const name = (uses ?? '').toLowerCase();
  const common = { at: step.at, onFailure: step.always };
  if (name === 'actions/upload-artifact') {
    const paths = (text(get(data, 'with', 'path')) ?? '').split('\n').map((path) => path.trim());
    return paths.filter((path) => path !== '').map((path) => ({ ...common, what: keptAs(path), path }));
  }
  if (!Object.hasOwn(reporters, name)) return [];
  const [what, input] = reporters[name] as readonly [Kept['what'], string];
  return [{ ...common, what, path: text(get(data, 'with', input)) ?? '' }];
}

/** Whether a step takes downloads from a cache. */
export const cacheIn = ({ uses, data }: RawStep): boolean => {
  if (/^[\w.-]{1,60}\/[\w-]{0,60}cache(?![a-z])/.test((uses ?? '').toLowerCase())) return true;
  const inputs = ['cache', 'enable-cache', 'bundler-cache'].map((input) => text(get(data, 'with', input)));
  const said = inputs.find((input) => input !== undefined);
  // These cache unless they are told otherwise.
  if (uses === 'actions/setup-go' || uses === 'astral-sh/setup-uv') return said !== 'false';
  // Since its fifth version this one caches by itself for a manifest that names its package manager.
  if (uses === 'actions/setup-node' && said === undefined)
    return text(get(data, 'with', 'package-manager-cache')) !== 'false';
  if (uses === 'gradle/actions/setup-gradle') return true;
  return uses !== undefined && said !== undefined && !/^(?:false|)$/.test(said);
};
