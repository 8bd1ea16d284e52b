import { joinPath, type RepositoryView } from '../../src/kit/index.ts';
import { packageAt } from './places.ts';

/** A script of a package, by its name and the folder of the package. */
export interface PackageScript {
  readonly name: string;
  readonly directory: string;
  /** What is handed on to it: `-- deploy --stage prod`. */
  readonly rest: readonly string[];
}

/** The package script that a command runs, and in which folder. */
export function packageScriptOf(
  view: RepositoryView,
  words: readonly string[],
  directory: string,
): PackageScript | undefined {
  const [manager, ...rest] = words;
  if (manager === undefined || !/^(?:npm|pnpm|yarn|bun)$/.test(manager)) return undefined;
  const args: string[] = [];
  let folder = directory;
  for (let index = 0; index < rest.length; index += 1) {
    const word = rest[index] as string;
    if (word === '--') break;
    const [, flag, value] = /^(--prefix|--dir|--cwd|--workspace|--filter)=(.+)$/.exec(word) ?? [];
    if (/^(?:--prefix|-C|--dir|--cwd)$/.test(flag ?? word))
      folder = joinPath(directory, value ?? rest[(index += 1)] ?? '') ?? directory;
    else if (/^(?:-w|--workspace|--filter|-F)$/.test(flag ?? word))
      folder = memberOf(view, value ?? rest[(index += 1)] ?? '') ?? folder;
    else if (!word.startsWith('-')) args.push(word);
  }
  // yarn names the member of a workspace: `yarn workspace api test`.
  if (manager === 'yarn' && args[0] === 'workspace') folder = memberOf(view, args.splice(0, 2)[1] ?? '') ?? folder;
  const behind = (name: string): readonly string[] => {
    const dashes = rest.indexOf('--');
    // npm hands on only what stands behind the dashes.
    if (dashes >= 0 || manager === 'npm') return dashes < 0 ? [] : rest.slice(dashes + 1);
    return rest.slice(rest.indexOf(name) + 1);
  };
  const [first, second] = args;
  if (first === 'run' || first === 'run-script')
    return second === undefined ? undefined : { name: second, directory: folder, rest: behind(second) };
  if (first === 'test' || first === 't' || first === 'tst')
    return { name: 'test', directory: folder, rest: behind(first) };
  if (manager === 'npm' || first === undefined) return undefined;
  // yarn, pnpm and bun run a script by its bare name.
  return { name: first, directory: folder, rest: behind(first) };
}

/** The folder of the package of a workspace that a filter names, by its name or its path. */
function memberOf(view: RepositoryView, filter: string): string | undefined {
  const name = filter.replace(/^[{.^]{0,4}(?=[@\w])|[}.^]{1,4}$/g, '');
  if (name === '' || /[*$!]/.test(name)) return undefined;
  return packageAt(view, joinPath(name), name);
}
