import { get, isMapping, joinPath, list, pointer, record } from '../../../src/kit/index.ts';
import type { At, RepositoryView } from '../../../src/kit/index.ts';
import type { Kept } from '../model.ts';
import { keptAs } from '../scripts.ts';
import { text, texts } from '../values.ts';
import type { Place, RawCommand, RawRuntime, RawSpec, RawVariable } from './raw.ts';

const phases = ['install', 'pre_build', 'build', 'post_build'] as const;
const most = 300;

const coverageFormat = /^(?:CLOVERXML|COBERTURAXML|JACOCOXML|SIMPLECOV)$/i;

/** The place of a file of the repository and of what is in it. */
export const placeIn =
  (path: string, base = ''): Place =>
  (...keys) => ({ path, pointer: `${base}${pointer(...keys)}` });

/** What a buildspec says, wherever it stands. */
export function specOf(data: unknown, place: Place, file: string | null): RawSpec | null {
  if (!isMapping(data) || !isMapping(data['phases'])) return null;
  return {
    at: place(),
    commands: commandsOf(data, place),
    runtimes: runtimesOf(data, place, file),
    variables: variablesOf(data, place),
    keeps: keepsOf(data, place),
    cached: texts(get(data, 'cache', 'paths')).length > 0 || get(data, 'cache', 'key') !== undefined,
  };
}

function commandsOf(data: unknown, place: Place): readonly RawCommand[] {
  const aborts = text(get(data, 'phases', 'build', 'on-failure')) === 'ABORT';
  const found = phases.flatMap((phase) => {
    const body = get(data, 'phases', phase);
    const tolerated = text(get(body, 'on-failure')) === 'CONTINUE';
    return (['commands', 'finally'] as const).flatMap((key) =>
      entries(get(body, key)).map(([value, ...keys]): RawCommand => ({
        at: place('phases', phase, key, ...keys),
        text: value,
        tolerated,
        // A build that fails goes on with the phase after it, unless it is told to stop.
        always: key === 'finally' || (phase === 'post_build' && !aborts),
      })),
    );
  });
  return found.slice(0, most);
}

/** Commands may stand alone or in a list. */
const entries = (value: unknown): readonly (readonly [string, ...number[]])[] => {
  const alone = text(value);
  if (alone !== undefined) return [[alone]];
  return list(value).flatMap((item, index): readonly (readonly [string, ...number[]])[] => {
    const command = text(item);
    return command === undefined ? [] : [[command, index]];
  });
};

const runtimesOf = (data: unknown, place: Place, file: string | null): readonly RawRuntime[] =>
  Object.entries(record(get(data, 'phases', 'install', 'runtime-versions'))).flatMap(([name, value]) => {
    const version = text(value);
    const at = place('phases', 'install', 'runtime-versions', name);
    return version === undefined ? [] : [{ at, name, version, file }];
  });

function variablesOf(data: unknown, place: Place): readonly RawVariable[] {
  const kinds = ['variables', 'parameter-store', 'secrets-manager'] as const;
  return kinds.flatMap((kind) =>
    Object.entries(record(get(data, 'env', kind))).map(([name, value]) => ({
      at: place('env', kind, name),
      name,
      value: kind === 'variables' ? (text(value) ?? null) : null,
    })),
  );
}

/** Reports are uploaded whether the build went well or not. */
function keepsOf(data: unknown, place: Place): readonly Kept[] {
  const reports = Object.entries(record(get(data, 'reports'))).flatMap(([name, report]) => {
    const what = coverageFormat.test(text(get(report, 'file-format')) ?? '') ? 'coverage' : 'test-results';
    return texts(get(report, 'files'))
      .slice(0, 1)
      .map((path): Kept => ({ at: place('reports', name), what, path, onFailure: true }));
  });
  const artifacts = texts(get(data, 'artifacts', 'files')).map((path, index): Kept => {
    const listed = Array.isArray(get(data, 'artifacts', 'files')) ? [index] : [];
    return { at: place('artifacts', 'files', ...listed), what: keptAs(path), path, onFailure: false };
  });
  return [...reports, ...artifacts];
}

/**
 * The buildspec of a project: what its definition says inline, the file that it names, or `buildspec.yml`. Null when it cannot
 * be seen, as one in a bucket.
 *
 * @param at where the definition names it, or the definition itself
 */
export function readSpec(view: RepositoryView, given: unknown, at: At): RawSpec | null {
  if (isMapping(given)) {
    const json = given['Fn::ToJsonString'];
    const base = `${at.pointer ?? ''}${json === undefined ? '' : pointer('Fn::ToJsonString')}`;
    return specOf(json ?? given, placeIn(at.path, base), null);
  }
  const written = text(given) ?? 'buildspec.yml';
  if (/\n|^\s*(?:\{|version *:)/.test(written))
    // Positions within a text of another file cannot be told: all of it stands where the text does.
    return specOf(view.yamlText(written)?.[0], () => at, null);
  const path = joinPath(written.replace(/\$\{?CODEBUILD_SRC_DIR\}?(?!\w)/, ''));
  if (path === undefined || !view.has(path)) return null;
  return specOf(view.yaml(path)?.[0], placeIn(path), path);
}
