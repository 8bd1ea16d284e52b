import { UserError } from '../errors.ts';

const reasons: Readonly<Record<string, readonly [why: string, hint: string]>> = {
  ENOSPC: ['the disk is full', 'Free some space and run the same command again.'],
  EDQUOT: ['your disk quota is used up', 'Free some space and run the same command again.'],
  EACCES: ['permission denied', 'Change the permissions, or choose a folder that you may write to.'],
  EPERM: [
    'the operation is not permitted',
    'Change the owner or permissions, or choose a folder that you may write to.',
  ],
  EROFS: ['the file system is read-only', 'Choose a folder on a file system that can be written to.'],
  EXDEV: ['it is on another file system', 'Unmount what is mounted inside the target, or choose another folder.'],
  ENAMETOOLONG: ['the path is too long for this file system', 'Choose a shorter folder or a shorter name.'],
  ENOENT: [
    'it does not exist',
    'Check the path. If something else removed it at this moment, run the same command again.',
  ],
  EEXIST: ['something stands there already', 'Something else made it at the same moment; run the same command again.'],
  ENOTEMPTY: ['it is not empty', 'Something else wrote to it at the same moment; run the same command again.'],
  ENOTDIR: ['a file stands where a folder is needed', 'Move that file away, or choose another folder.'],
  EISDIR: ['a folder stands where a file is needed', 'Move that folder away, or choose another folder.'],
  ELOOP: ['symbolic links lead in a circle', 'Mend the links, or choose another folder.'],
  EMFILE: ['too many files are open', 'Raise the limit (ulimit -n) and run the same command again.'],
  ENFILE: ['too many files are open on this machine', 'Close some programs and run the same command again.'],
  EBUSY: ['it is in use', 'Close the program that uses it and run the same command again.'],
  EIO: ['the disk reports an error', 'Check the disk before you go on.'],
};

const isErrno = (error: unknown): error is NodeJS.ErrnoException & { readonly code: string } =>
  error instanceof Error && 'syscall' in error && 'code' in error && typeof error.code === 'string';

/** The errno name of a file system error, such as `ENOENT`; undefined when it is something else. */
export const errorCode = (error: unknown): string | undefined => (isErrno(error) ? error.code : undefined);

/** A clause for the end of a sentence: why a file system call failed. */
export const whyFailed = (error: unknown): string => {
  const code = errorCode(error);
  if (code === undefined) return error instanceof Error ? error.message : String(error);
  return reasons[code]?.[0] ?? `the system says ${code}`;
};

/**
 * Turns a failed file system call into words for the user; anything else (a bug, a UserError) comes back as it is.
 * @param doing what was tried, such as `write`
 * @param path the path that the user knows, not the one of a temporary file
 */
export function explained(error: unknown, doing: string, path: string): unknown {
  const code = errorCode(error);
  if (code === undefined) return error;
  const hint = reasons[code]?.[1] ?? 'Mend the cause and run the same command again.';
  return new UserError(`Cannot ${doing} ${path}: ${whyFailed(error)}.`, hint);
}

/** Runs one file system step; a failure is told with the path that the user knows. */
export function attempt<T>(doing: string, path: string, step: () => T): T {
  try {
    return step();
  } catch (error) {
    throw explained(error, doing, path);
  }
}

/** A commit failed and so did putting everything back: the one case in which a target is neither as it was nor complete. */
export class HalfWritten extends UserError {
  constructor(root: string, cause: unknown, failure: unknown) {
    super(
      `${whyFailed(cause)} Putting ${root} back failed too: ${whyFailed(failure)}`,
      'Mend the cause and run the same command again: it first puts the folder in order.',
    );
  }
}
