import { get, joinPath, list } from '../../../src/kit/index.ts';
import type { Mapping, RepositoryView } from '../../../src/kit/index.ts';
import type { Runtime } from '../model.ts';
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
export function runtimeOf(view: RepositoryView, uses: string, inputs: Mapping): Runtime {
  const action = uses.split('@')[0] ?? '';
  const name = Object.hasOwn(names, action) ? (names[action] ?? action) : action;
  const input = name === 'dotnet' ? 'global-json-file' : `${name}-version-file`;
  const file = name === 'mise' ? 'mise.toml' : text(inputs[input]);
  if (file !== undefined) {
    const path = joinPath(file) ?? file;
    const version = view.paths.includes(path) ? versionIn(view, path, name) : null;
    return { name, source: 'file', file: view.paths.includes(path) ? path : null, version, major: majorOf(version) };
  }
  const literal = text(inputs[`${name}-version`]) ?? null;
  return {
    name,
    source: literal === null ? 'default' : 'literal',
    file: null,
    version: literal,
    major: majorOf(literal),
  };
}

function versionIn(view: RepositoryView, path: string, name: string): string | null {
  if (path.endsWith('package.json')) {
    const manifest = view.json(path);
    const engines = list(get(manifest, 'devEngines', 'runtime'))[0] ?? get(manifest, 'devEngines', 'runtime');
    return (
      text(get(manifest, 'volta', name)) ??
      text(get(engines, 'version')) ??
      text(get(manifest, 'engines', name)) ??
      null
    );
  }
  const content = (view.text(path) ?? '').slice(0, 5000);
  if (path.endsWith('go.mod')) return /^go (\d[\w.]*)/m.exec(content)?.[1] ?? null;
  if (path.endsWith('.tool-versions')) {
    const tool = name === 'node' ? '(?:nodejs|node)' : name === 'go' ? '(?:golang|go)' : name;
    return new RegExp(`^${tool}[ \\t]+(\\S+)`, 'm').exec(content)?.[1] ?? null;
  }
  return content.trim().split('\n')[0]?.trim() || null;
}

const majorOf = (version: string | null): number | null => {
  const major = /^[^\d]{0,10}(\d{1,4})/.exec(version ?? '')?.[1];
  return major === undefined ? null : Number(major);
};
