import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import { attempt } from './fs-error.ts';

const day = 86_400_000;

/** What nobody asked for in so many days is removed. */
const longest = 30 * day;

/**
 * Where verdicts are kept when nobody names a folder: among what the user's programs can make again. Undefined in CI, where the next
 * run starts from nothing, and for a user without a home.
 */
export function usualStore(): string | undefined {
  const { env, platform } = process;
  if (env['CI'] !== undefined) return undefined;
  const usual =
    platform === 'win32'
      ? (env['LOCALAPPDATA'] ?? '')
      : join(homeOf(), platform === 'darwin' ? 'Library/Caches' : '.cache');
  // A path that is not absolute is to be ignored, says the specification of base directories.
  const caches = [env['XDG_CACHE_HOME'] ?? '', usual].find(isAbsolute);
  return caches === undefined ? undefined : join(caches, 'create-service', 'verdicts');
}

/** The user's home; empty for one who has none, such as a number without a name in a container. */
function homeOf(): string {
  try {
    return homedir();
  } catch {
    return '';
  }
}

/**
 * The folder that the user named for verdicts, made where it is not there.
 *
 * @throws UserError when it cannot be made
 */
export function namedStore(folder: string): string {
  const place = resolve(folder);
  attempt('make', folder, () => mkdirSync(place, { recursive: true, mode: 0o700 }));
  return place;
}

/** What is kept under a name: a line about it, and the thing itself. */
export interface Entry {
  readonly head: string;
  readonly body: Buffer;
}

/** What is kept under a name; undefined for nothing, and for what is not whole. */
export function readKept(folder: string, name: string): Entry | undefined {
  try {
    const file = join(folder, name);
    const content = readFileSync(file);
    const rest = content.subarray(content.indexOf('\n') + 1);
    if (content.toString('latin1', 0, content.length - rest.length - 1) !== digest(rest)) return undefined;
    // Its age tells when it was last of use; a day more or less does not matter.
    const now = new Date();
    if (now.getTime() - statSync(file).mtimeMs > day) utimesSync(file, now, now);
    const end = rest.indexOf('\n');
    return { head: rest.toString('utf8', 0, end), body: rest.subarray(end + 1) };
  } catch {
    return undefined;
  }
}

/** Keeps something under a name. Where that cannot be done it is only lost time, and nothing is said. */
export function writeKept(folder: string, name: string, { head, body }: Entry): void {
  // Other processes and threads may be at the same.
  const unfinished = join(folder, `${name}.${process.pid}.${process.hrtime.bigint()}.tmp`);
  const rest = Buffer.concat([Buffer.from(`${head}\n`), body]);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(unfinished, Buffer.concat([Buffer.from(`${digest(rest)}\n`), rest]), { mode: 0o600 });
    renameSync(unfinished, join(folder, name));
  } catch {
    if (existsSync(unfinished)) rmSync(unfinished, { force: true });
  }
}

/** Removes what was of no use for a month, at most once a day. */
export function removeOld(folder: string): void {
  try {
    const mark = join(folder, 'last-cleaned');
    const now = Date.now();
    const age = (file: string): number => now - (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0);
    if (age(mark) < day) return;
    writeFileSync(mark, '');
    for (const name of readdirSync(folder).filter((found) => ours.test(found))) {
      const file = join(folder, name);
      if (age(file) > longest) rmSync(file, { force: true });
    }
  } catch {
    // The next run tries again.
  }
}

/** Only files with such names are ever removed: the user may have named a folder with others in it. */
const ours = /^[0-9a-f]{32}\.verdict(?:\.\d+\.\d+\.tmp)?$/;

const digest = (bytes: Uint8Array): string => process.getBuiltinModule('node:crypto').hash('sha256', bytes, 'hex');
