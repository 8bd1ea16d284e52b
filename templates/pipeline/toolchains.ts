import { folderOf, get, record, toml, type At, type RepositoryView, type TomlTree } from '../../src/kit/index.ts';
import type { Toolchain } from './model.ts';
import { ownFiles } from './packages/common.ts';
import { cycleOf, versionIn } from './runtimes.ts';
import { text } from './values.ts';

const single: Readonly<Record<string, string>> = {
  '.nvmrc': 'node',
  '.node-version': 'node',
  '.python-version': 'python',
  '.java-version': 'java',
  '.ruby-version': 'ruby',
  '.go-version': 'go',
  'go.mod': 'go',
  'global.json': 'dotnet',
};

const tools: Readonly<Record<string, string>> = { nodejs: 'node', golang: 'go', openjdk: 'java' };

/** Every place of the repository that says which version of a runtime is used. */
export async function readToolchains(view: RepositoryView): Promise<readonly Toolchain[]> {
  const names = ownFiles(view, /(?:^|\/)(?:\.\w+-version|\.nvmrc|go\.mod|global\.json)$/);
  const mises = ownFiles(view, /(?:^|\/)\.?mise\.toml$/);
  const fromMise = await Promise.all(mises.map(async (path) => ofMise(await view.tree(path, toml))));
  const projects = ownFiles(view, /(?:^|\/)pyproject\.toml$/);
  const fromProjects = await Promise.all(projects.map(async (path) => ofProject(await view.tree(path, toml))));
  return [
    ...names.flatMap((path) => ofFile(view, path)),
    ...ownFiles(view, /(?:^|\/)\.tool-versions$/).flatMap((path) => ofToolVersions(path, view.text(path) ?? '')),
    ...fromMise.flat(),
    ...ownFiles(view, /(?:^|\/)package\.json$/).flatMap((path) => ofPackage(path, view.json(path))),
    ...fromProjects.flat(),
  ];
}

const isRange = (version: string): boolean => /[<>=^~*|\s]|(?:^|\.)x(?:$|\.)/.test(version);

const toolchain = (at: At, name: string, version: string): readonly Toolchain[] =>
  /\d/.test(version)
    ? [{ at, name, directory: folderOf(at.path), version, cycle: cycleOf(name, version), range: isRange(version) }]
    : [];

function ofFile(view: RepositoryView, path: string): readonly Toolchain[] {
  const file = path.slice(path.lastIndexOf('/') + 1);
  const name = Object.hasOwn(single, file) ? single[file] : undefined;
  if (name === undefined) return [];
  const found = toolchain({ path }, name, versionIn(view, path, name) ?? '');
  // `go 1.24` is the least that a module needs, not what it is built with.
  const least = file === 'go.mod' && !/^toolchain /m.test(view.text(path) ?? '');
  return found.map((each) => ({ ...each, range: each.range || least }));
}

const ofToolVersions = (path: string, content: string): readonly Toolchain[] =>
  content.split('\n', 200).flatMap((line, index) => {
    const [tool = '', version = ''] = line.slice(0, 300).trim().split(/\s+/);
    const name = Object.hasOwn(tools, tool) ? (tools[tool] ?? tool) : tool;
    return tool.startsWith('#') ? [] : toolchain({ path, line: index + 1 }, name, version);
  });

const ofMise = (tree: TomlTree | undefined): readonly Toolchain[] =>
  tree === undefined
    ? []
    : Object.entries(record(get(tree.value, 'tools'))).flatMap(([tool, value]) => {
        const version = text(value) ?? text(get(value, 'version')) ?? '';
        const name = Object.hasOwn(tools, tool) ? (tools[tool] ?? tool) : tool;
        return toolchain(tree.at('tools', tool), name, version);
      });

function ofPackage(path: string, manifest: unknown): readonly Toolchain[] {
  const manager = /^(\w+)@(\d[\w.-]*)/.exec(text(get(manifest, 'packageManager')) ?? '');
  return [
    ...toolchain({ path, pointer: '/engines/node' }, 'node', text(get(manifest, 'engines', 'node')) ?? ''),
    ...toolchain({ path, pointer: '/volta/node' }, 'node', text(get(manifest, 'volta', 'node')) ?? ''),
    ...toolchain({ path, pointer: '/packageManager' }, manager?.[1] ?? '', manager?.[2] ?? ''),
  ];
}

const ofProject = (tree: TomlTree | undefined): readonly Toolchain[] =>
  tree === undefined
    ? []
    : toolchain(
        tree.at('project', 'requires-python'),
        'python',
        text(get(tree.value, 'project', 'requires-python')) ?? '',
      );
