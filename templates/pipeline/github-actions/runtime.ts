import { joinPath, type At, type Mapping, type RepositoryView } from '../../../src/kit/index.ts';
import type { Runtime } from '../model.ts';
import { runtimeOfFile, runtimeOfText } from '../runtimes.ts';
import { text } from '../values.ts';
import type { Values } from './places.ts';

const names: Readonly<Record<string, string>> = {
  'actions/setup-node': 'node',
  'actions/setup-python': 'python',
  'actions/setup-java': 'java',
  'actions/setup-go': 'go',
  'actions/setup-dotnet': 'dotnet',
  'actions/setup-ruby': 'ruby',
  'ruby/setup-ruby': 'ruby',
  'shivammathur/setup-php': 'php',
  'jdx/mise-action': 'mise',
};

/** The runtime that a setup action brings, with the version that its file or its input says. */
export function runtimeOf(view: RepositoryView, at: At, uses: string, inputs: Mapping, values: Values): Runtime {
  const action = uses.split('@')[0] ?? '';
  const name = Object.hasOwn(names, action) ? (names[action] ?? action) : action;
  const input = name === 'dotnet' ? 'global-json-file' : `${name}-version-file`;
  const file = name === 'mise' ? miseFile(view, inputs) : text(inputs[input]);
  if (file !== undefined) return runtimeOfFile(view, at, name, file);
  const literal = soleValue(text(inputs[`${name}-version`]), values);
  // Without a version this action looks for such a file by itself.
  const usual = ['.ruby-version', '.tool-versions', 'mise.toml'].find((path) => view.has(path));
  if (action === 'ruby/setup-ruby' && literal === undefined && usual !== undefined)
    return runtimeOfFile(view, at, name, usual);
  const runtime = runtimeOfText(at, name, literal);
  return literal?.includes('matrix.') ? { ...runtime, source: 'matrix', version: null } : runtime;
}

/** What a matrix with a single value, or an input, says; an expression that may be several versions stays one. */
function soleValue(said: string | undefined, values: Values): string | undefined {
  const name = /^\$\{\{ ?((?:matrix|inputs)\.[\w.-]{1,100}) ?\}\}$/.exec(said?.trim() ?? '')?.[1];
  const known = name !== undefined && Object.hasOwn(values, name) ? (values[name] ?? []) : [];
  return known.length === 1 ? known[0] : said;
}

/** Where mise finds what it installs; the name that it would have when there is none. */
function miseFile(view: RepositoryView, inputs: Mapping): string | undefined {
  // The action writes a file of its own from these.
  if (text(inputs['mise_toml']) !== undefined || text(inputs['tool_versions']) !== undefined) return undefined;
  const folder = text(inputs['working_directory']) ?? '';
  const places = [
    'mise.toml',
    '.mise.toml',
    'mise/config.toml',
    '.mise/config.toml',
    '.config/mise.toml',
    '.tool-versions',
  ];
  const files = places.map((place) => joinPath(folder, place) ?? place);
  return files.find((file) => view.has(file)) ?? files[0];
}
