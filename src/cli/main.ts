#!/usr/bin/env node
import { version } from 'virtual:version';
import { ExitCode, UserError } from '../errors.ts';
import { terminalOf } from './terminal.ts';

const issues = 'https://github.com/create-service/create-service/issues';

async function main(argv: readonly string[]): Promise<number> {
  const terminal = terminalOf(process);
  try {
    if (argv[0] === '--version' || argv[0] === '-v') {
      terminal.print(version);
      return ExitCode.done;
    }
    const { dispatch } = await import('./dispatch.ts');
    return await dispatch(argv, terminal);
  } catch (error) {
    if (error instanceof UserError) {
      terminal.say(`${terminal.colors.red('error')} ${error.message}\n  ${error.hint}`);
      return error.exitCode;
    }
    // Ctrl-C at a prompt is the user's wish, not a failure of the tool.
    if (error instanceof Error && error.name === 'ExitPromptError') {
      terminal.say('Cancelled. Nothing was written.');
      return ExitCode.usage;
    }
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
    terminal.say(`${stack}\n\nThis is a bug of create-service ${version} (node ${process.version}, ${process.platform}). Please report it at ${issues}`);
    return ExitCode.bug;
  }
}

// A reader that stops early, such as `| head`, is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(ExitCode.done);
  throw error;
});

process.exitCode = await main(process.argv.slice(2));
