import { joinPath } from '../../src/kit/index.ts';
import type { RepositoryView } from '../../src/kit/index.ts';
import type { Install } from './model.ts';

interface Installer {
  readonly ecosystem: string;
  readonly command: RegExp;
  readonly frozen: RegExp;
  /** Whether it takes nothing but the lock file in a run of CI unless it is told otherwise. */
  readonly byItself?: (line: string, lock: string) => boolean;
  readonly locks: readonly string[];
  /** The file that the command names instead, as the first group. */
  readonly named?: RegExp;
}

const npmLocks = ['package-lock.json', 'npm-shrinkwrap.json'];
const always = /^/;

// A command that names packages to add is a tool's installation, no installation of the service's dependencies.
const installers: readonly Installer[] = [
  { ecosystem: 'npm', command: /^npm (?:ci|clean-install)\b/, frozen: always, locks: npmLocks },
  { ecosystem: 'npm', command: /^npm (?:install|i)(?: -(?!g\b|-global)\S+)*$/, frozen: /(?!)/, locks: npmLocks },
  {
    ecosystem: 'npm',
    command: /^yarn(?: install)?(?: -(?!-?v)\S+)*$/,
    frozen: /--(?:immutable|frozen-lockfile)\b/,
    // Since version 2, whose lock file begins with what it calls metadata.
    byItself: (line, lock) => /^__metadata:/m.test(lock.slice(0, 5000)) && !/--no-immutable\b/.test(line),
    locks: ['yarn.lock'],
  },
  {
    ecosystem: 'npm',
    command: /^pnpm (?:install|i)(?: -\S+)*$/,
    frozen: /--frozen-lockfile\b(?!=false)/,
    byItself: (line) => !/--no-frozen-lockfile\b|--frozen-lockfile=false\b|--(?:fix|no)-lockfile\b/.test(line),
    locks: ['pnpm-lock.yaml'],
  },
  {
    ecosystem: 'npm',
    command: /^bun (?:install|i|ci)(?: -\S+)*$/,
    frozen: /^bun ci\b|--frozen-lockfile\b/,
    locks: ['bun.lock', 'bun.lockb'],
  },
  { ecosystem: 'pip', command: /^uv sync\b/, frozen: /--(?:locked|frozen)\b/, locks: ['uv.lock'] },
  { ecosystem: 'pip', command: /^poetry (?:install|sync)\b/, frozen: always, locks: ['poetry.lock'] },
  { ecosystem: 'pip', command: /^pipenv (?:sync|install --deploy)\b/, frozen: always, locks: ['Pipfile.lock'] },
  {
    ecosystem: 'pip',
    command: /^(?:python3? -m )?pip3? install\b.* -r\b/,
    frozen: /--require-hashes\b/,
    locks: ['requirements.txt', 'requirements.lock'],
    named: / -r[= ]?(\S+)/,
  },
  {
    ecosystem: 'pip',
    command: /^uv pip (?:install\b.* -r\b|sync\b.* \S+\.txt\b)/,
    frozen: /--require-hashes\b/,
    locks: ['requirements.txt'],
    named: / (?:-r[= ]?)?([^\s-]\S*\.txt)\b/,
  },
  {
    ecosystem: 'pip',
    command: /^pdm (?:sync|install)\b/,
    frozen: /--frozen-lockfile\b|^pdm sync\b/,
    locks: ['pdm.lock'],
  },
  { ecosystem: 'gomod', command: /^go mod download\b/, frozen: always, locks: ['go.sum'] },
  // Since Go 1.16 every command refuses to change go.mod, unless it is told to.
  { ecosystem: 'gomod', command: /^go (?:build|test|run|vet|list)\b.* -mod=mod\b/, frozen: /(?!)/, locks: ['go.sum'] },
  { ecosystem: 'gomod', command: /^go get(?: -\S+)* \.\/\.\.\.$/, frozen: /(?!)/, locks: ['go.sum'] },
  {
    ecosystem: 'cargo',
    command: /^cargo (?:build|test|install --path)\b.*--(?:locked|frozen)\b/,
    frozen: always,
    locks: ['Cargo.lock'],
  },
  { ecosystem: 'composer', command: /^composer install\b/, frozen: always, locks: ['composer.lock'] },
  {
    ecosystem: 'bundler',
    command: /^bundle (?:install\b|(?= -|$))/,
    frozen: /--(?:deployment|frozen)\b/,
    locks: ['Gemfile.lock'],
  },
];

/** The installation of a service's dependencies that a command is; undefined for any other command. */
export function installOf(view: RepositoryView, words: readonly string[], directory: string): Install | undefined {
  const { line, folder } = withoutFolder(words, directory);
  const installer = installers.find(({ command }) => command.test(line));
  if (installer === undefined) return undefined;
  const named = installer.named?.exec(line)?.[1];
  const file = named === undefined ? undefined : joinPath(folder, named);
  const lockFile = file !== undefined && view.has(file) ? file : nearestLock(view, folder, installer.locks);
  const lock = lockFile === null ? '' : (view.text(lockFile) ?? '');
  return {
    ecosystem: installer.ecosystem,
    // pip demands hashes of all by itself as soon as one requirement has one.
    frozen:
      (installer.frozen.test(line) && !/--no-frozen-lockfile\b/.test(line)) ||
      (lockFile !== null && installer.byItself?.(line, lock) === true) ||
      (named !== undefined && lock.includes('--hash=')),
    directory: folder,
    lockFile,
    command: words.join(' ').slice(0, 200),
  };
}

/** Takes out the option that names another folder: `npm ci --prefix infra`. */
function withoutFolder(
  words: readonly string[],
  directory: string,
): { readonly line: string; readonly folder: string } {
  const index = words.findIndex((word) => /^(?:--prefix|-C|--dir|--cwd)$/.test(word));
  if (index < 0) return { line: words.join(' ').slice(0, 500), folder: directory };
  const folder = joinPath(directory, words[index + 1] ?? '') ?? directory;
  return { line: [...words.slice(0, index), ...words.slice(index + 2)].join(' ').slice(0, 500), folder };
}

/** The lock file of a folder, or of the workspace around it. */
function nearestLock(view: RepositoryView, folder: string, locks: readonly string[]): string | null {
  const parts = folder === '' ? [] : folder.split('/');
  for (let depth = parts.length; depth >= 0; depth -= 1) {
    for (const lock of locks) {
      const path = joinPath(...parts.slice(0, depth), lock) ?? lock;
      if (view.has(path)) return path;
    }
  }
  return null;
}
