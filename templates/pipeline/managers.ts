import { joinPath, type At, type RepositoryView } from '../../src/kit/index.ts';
import type { Runtime } from './model.ts';
import { runtimeOfFile, runtimeOfText } from './runtimes.ts';

interface Manager {
  readonly command: RegExp;
  readonly runtime: string;
  /** Files from which it takes the version when the command names none. */
  readonly files: readonly string[];
}

// The first group is the version that the command names.
const managers: readonly Manager[] = [
  { command: /^nvm (?:install|use)(?: (?!-)(\S+))?/, runtime: 'node', files: ['.nvmrc'] },
  { command: /^fnm (?:install|use)(?: (?!-)(\S+))?/, runtime: 'node', files: ['.nvmrc', '.node-version'] },
  { command: /^n (?:install )?(\d\S*|lts|latest|auto)$/, runtime: 'node', files: [] },
  { command: /^volta install node@(\S+)/, runtime: 'node', files: [] },
  { command: /^pyenv (?:install|global|local)(?: (?!-)(\S+))?/, runtime: 'python', files: ['.python-version'] },
  { command: /^uv python install(?: (?!-)(\S+))?/, runtime: 'python', files: ['.python-version'] },
  { command: /^sdk install java (\S+)/, runtime: 'java', files: [] },
  { command: /^(?:rbenv|rvm) (?:install|use)(?: (?!-)(\S+))?/, runtime: 'ruby', files: ['.ruby-version'] },
];

const most = 300;

/** The runtime that a version manager brings; undefined for any other command. */
export function runtimeOfCommand(
  view: RepositoryView,
  words: readonly string[],
  directory: string,
): ((at: At) => Runtime) | undefined {
  const line = words.join(' ').slice(0, most);
  if (/^(?:mise (?:install|use|i)|asdf install)\b/.test(line)) {
    const file = fileIn(view, directory, ['mise.toml', '.mise.toml', '.tool-versions']);
    return (at) => (file === undefined ? runtimeOfText(at, 'mise', undefined) : runtimeOfFile(view, at, 'mise', file));
  }
  for (const { command, runtime, files } of managers) {
    const found = command.exec(line);
    if (found === null) continue;
    const [, version] = found;
    const file = fileIn(view, directory, files);
    if (version === undefined && file !== undefined) return (at) => runtimeOfFile(view, at, runtime, file);
    return (at) => runtimeOfText(at, runtime, version);
  }
  return undefined;
}

const fileIn = (view: RepositoryView, directory: string, names: readonly string[]): string | undefined =>
  names.flatMap((name) => [joinPath(directory, name) ?? name, name]).find((path) => view.has(path));
