#!/usr/bin/env node

const issues = 'https://github.com/create-service/create-service/issues';

async function main(argv: readonly string[]): Promise<number> {
  // Nothing else is loaded for the shortest answer.
  if (argv[0] === '--version' || argv[0] === '-v') {
    process.stdout.write(`${packageVersion}\n`);
    return 0;
  }
  const { dispatch, ExitCode, printable, terminalOf, UserError } = await import('./dispatch.ts');
  const terminal = terminalOf(process);
  try {
    return await dispatch(argv, terminal);
  } catch (error) {
    if (error instanceof UserError) {
      terminal.say(`${terminal.colors.red('error')} ${printable(error.message)}\n  ${printable(error.hint)}`);
      return error.exitCode;
    }
    // Ctrl-C at a prompt is the user's wish, not a failure of the tool.
    if (error instanceof Error && error.name === 'ExitPromptError') {
      terminal.say('Cancelled. Nothing was written.');
      return ExitCode.usage;
    }
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
    terminal.say(
      `${stack}\n\nThis is a bug of create-service ${packageVersion} (node ${process.version}, ${process.platform}). Please report it at ${issues}`,
    );
    return ExitCode.bug;
  }
}

// A reader that stops early, such as `| head`, is no error.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    if (stream === process.stdout) process.exit(0);
  });
}

process.exitCode = await main(process.argv.slice(2));
