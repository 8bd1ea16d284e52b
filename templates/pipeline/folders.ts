import { joinPath } from '../../src/kit/index.ts';

/** The folder in which a shell program works, as its commands change it. */
export interface Folders {
  readonly current: string;
  /** Whether a variable decides on the rest of the way: then it is some folder below. */
  readonly vague: boolean;
}

interface State extends Folders {
  readonly before: Folders | undefined;
  readonly stack: readonly Folders[];
}

/** Follows `cd`, `pushd` and `popd`; what a variable stands for is left open. */
export class FolderTrail {
  #state: State;

  constructor(directory: string, vague = false) {
    this.#state = { current: directory, vague, before: undefined, stack: [] };
  }

  get here(): Folders {
    return this.#state;
  }

  /** Whether the command changes the folder, and nothing else. */
  enter([command = '', ...args]: readonly string[]): boolean {
    const { current, vague, before, stack } = this.#state;
    const here: Folders = { current, vague };
    if (command === '(') {
      this.#state = { ...this.#state, stack: [...stack, here].slice(-20) };
      return true;
    }
    if (command === 'popd' || command === ')') {
      const last = stack.at(-1) ?? here;
      this.#state = { ...last, before: here, stack: stack.slice(0, -1) };
      return true;
    }
    if (command !== 'cd' && command !== 'pushd') return false;
    const target = args.find((word) => word === '-' || !word.startsWith('-')) ?? '';
    const next = target === '-' ? (before ?? here) : moved(here, target);
    this.#state = { ...next, before: here, stack: command === 'pushd' ? [...stack, here].slice(-20) : stack };
    return true;
  }
}

// The folder of the checkout, and what scripts call the folder that they stand in: it is the one that is worked in anyway.
const checkout =
  /^\$\{?(?:GITHUB_WORKSPACE|CI_PROJECT_DIR|CODEBUILD_SRC_DIR|BUILD_SOURCESDIRECTORY|REPO_ROOT|ROOT_DIR|ROOT|PROJECT_ROOT|WORKSPACE)\}?(?:\/|$)/;

function moved({ current, vague }: Folders, target: string): Folders {
  if (target === '' || target.startsWith('~')) return { current, vague };
  if (checkout.test(target)) return moved({ current: '', vague: false }, `./${target.replace(checkout, '')}`);
  if (target.startsWith('/')) return { current: joinPath(target) ?? '', vague };
  const parts = target.split('/');
  const open = parts.findIndex((part) => part.includes('$') || part.includes('`'));
  const known = open < 0 ? parts : parts.slice(0, open);
  // Out of a folder that is not known into one that is not known either.
  if (vague && known[0] === '..') return { current, vague };
  const folder = joinPath(current, ...known);
  // What lies beside the checkout is not of the repository.
  return folder === undefined ? { current: '', vague: true } : { current: folder, vague: vague || open >= 0 };
}
