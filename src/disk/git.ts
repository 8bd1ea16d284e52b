import { lstatSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runCommand } from './run.ts';

export interface RepositoryOptions {
  readonly branch: string;
  /** Message of the first commit. */
  readonly message: string;
}

/** What came of it; the files of the service stay in every case. */
export interface Repository {
  /** `inside`: nothing was done, since the folder is in a work tree already. */
  readonly state: 'created' | 'inside' | 'failed';
  /** False only when something failed. */
  readonly done: boolean;
  /** For the user: what came of it, and on failure the commands to paste. */
  readonly message: string;
  /** On failure, what to paste, line by line. */
  readonly retry: readonly string[];
}

/**
 * Settings that keep a user's or a machine's configuration from running code, signing, or changing bytes: the manifest holds git
 * blob ids, so git has to store exactly what was written.
 */
const neutral: Readonly<Record<string, string>> = {
  'core.hooksPath': '/dev/null',
  'core.fsmonitor': 'false',
  'core.autocrlf': 'false',
  'core.safecrlf': 'false',
  'core.attributesFile': '/dev/null',
  'core.excludesFile': '/dev/null',
  'commit.gpgSign': 'false',
  'init.templateDir': '',
  'gc.auto': '0',
  'maintenance.auto': 'false',
  // Without it git makes up an identity from the names of user and machine.
  'user.useConfigOnly': 'true',
};

/** Set by git for its hooks; they would lead to another repository. */
const leading =
  /^GIT_(DIR|WORK_TREE|INDEX_FILE|OBJECT_DIRECTORY|ALTERNATE_OBJECT_DIRECTORIES|COMMON_DIR|NAMESPACE|PREFIX|TEMPLATE_DIR)$/;

const environment = (): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !leading.test(name))),
  GIT_TERMINAL_PROMPT: '0',
});

/** The folder at or above that has a `.git`; looked up without git, which would read that repository's configuration. */
function workTreeOf(root: string): string | undefined {
  for (let folder = root; ; folder = dirname(folder)) {
    if (lstatSync(join(folder, '.git'), { throwIfNoEntry: false }) !== undefined) return folder;
    if (dirname(folder) === folder) return undefined;
  }
}

/** One shell word, to be shown for pasting. */
const word = (text: string): string => (/^[\w@./:=,+-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`);

const failed = (why: string, ...retry: string[]): Repository => ({
  state: 'failed',
  done: false,
  message: [`${why} To do it by hand:`, ...retry.map((line) => `  ${line}`)].join('\n'),
  retry,
});

type Git = (...words: string[]) => Promise<{ readonly ok: boolean; readonly why: string }>;

function gitIn(root: string, branch: string): Git {
  const settings = Object.entries({ ...neutral, 'init.defaultBranch': branch });
  const options = settings.flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  return async (...words) => {
    const said: string[] = [];
    const onLine = (line: string, stream: string): unknown => stream === 'stderr' && said.push(line.trim());
    const ended = await runCommand(['git', ...options, ...words], { cwd: root, onLine, env: environment() });
    const why = ended.exitCode === null ? ended.message : `git ${words[0]} failed: ${said.join(' ')}`;
    return { ok: ended.ok, why: `${why.replace(/\.$/, '')}.` };
  };
}

const knowsUser = async (git: Git): Promise<boolean> =>
  (await git('var', 'GIT_AUTHOR_IDENT')).ok && (await git('var', 'GIT_COMMITTER_IDENT')).ok;

/**
 * Makes a git repository of a folder, with everything in it as the first commit by the user's own identity.
 * Never throws for what git says, and removes nothing.
 * @param root absolute path
 */
export async function initRepository(root: string, { branch, message }: RepositoryOptions): Promise<Repository> {
  const top = workTreeOf(root);
  if (top !== undefined) {
    const where = top === root ? `${root} is a git repository already` : `${root} is in the git repository ${top}`;
    return { state: 'inside', done: true, message: `${where}: nothing was committed`, retry: [] };
  }
  const git = gitIn(root, branch);
  const at = `git -C ${word(root)}`;
  const [init, add, commit] = [`${at} init -b ${word(branch)}`, `${at} add -A`, `${at} commit -m ${word(message)}`];

  const made = await git('init', '--quiet');
  if (!made.ok) return failed(made.why, init, add, commit);
  const added = await git('add', '--all');
  if (!added.ok) return failed(added.why, add, commit);
  if (!(await knowsUser(git))) {
    const who = ["git config --global user.name 'Your Name'", 'git config --global user.email you@example.com'];
    return failed('git does not know who you are, so the first commit was not made.', ...who, commit);
  }
  const committed = await git('commit', '--quiet', '--no-verify', '--message', message);
  if (!committed.ok) return failed(committed.why, commit);
  return { state: 'created', done: true, message: `git repository with a first commit on ${branch}`, retry: [] };
}
