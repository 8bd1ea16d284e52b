import type { At, Mapping, RepositoryView } from '../../../src/kit/index.ts';
import type { Runtime } from '../model.ts';
import { runtimeOfFile, runtimeOfText } from '../runtimes.ts';
import { text } from '../values.ts';

const names: Readonly<Record<string, string>> = {
  'actions/setup-node': 'node',
  'actions/setup-python': 'python',
  'actions/setup-java': 'java',
  'actions/setup-go': 'go',
  'actions/setup-dotnet': 'dotnet',
  'ruby/setup-ruby': 'ruby',
  'jdx/mise-action': 'mise',
};

/** The runtime that a setup action brings, with the version that its file or its input says. */
export function runtimeOf(view: RepositoryView, at: At, uses: string, inputs: Mapping): Runtime {
  const action = uses.split('@')[0] ?? '';
  const name = Object.hasOwn(names, action) ? (names[action] ?? action) : action;
  const input = name === 'dotnet' ? 'global-json-file' : `${name}-version-file`;
  const file = name === 'mise' ? 'mise.toml' : text(inputs[input]);
  if (file !== undefined) return runtimeOfFile(view, at, name, file);
  const literal = text(inputs[`${name}-version`]);
  const runtime = runtimeOfText(at, name, literal);
  return literal?.includes('matrix.') ? { ...runtime, source: 'matrix', version: null } : runtime;
}
