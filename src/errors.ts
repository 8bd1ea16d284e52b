/** Exit codes of the command line; scripts depend on them. */
export const ExitCode = { done: 0, findings: 1, usage: 2, incomplete: 3, bug: 70 } as const;
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];

/**
 * Something that the user can mend: what is wrong, where, and what to do. Every expected failure is one of these;
 * anything else that is thrown is a bug of ours (exit 70).
 */
export class UserError extends Error {
  readonly hint: string;
  readonly exitCode: ExitCode;

  /**
   * @param message what is wrong, and where
   * @param hint what to do next
   */
  constructor(message: string, hint: string, exitCode: ExitCode = ExitCode.usage) {
    super(message);
    this.name = 'UserError';
    this.hint = hint;
    this.exitCode = exitCode;
  }
}
