#!/usr/bin/env node
import { keepCompiledCode } from '../disk/code-cache.ts';
import { expectShortRun } from '../disk/tiering.ts';

async function main(argv: readonly string[]): Promise<number> {
  const { dispatch, ExitCode, printable, terminalOf, UserError } = await import('./dispatch.ts');
  const terminal = terminalOf();
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
      `${stack}\n\nThis is a bug of create-service ${packageVersion} (node ${process.version}, ${process.platform}). Please report it with this text where \`npm bugs create-service\` leads.`,
    );
    return ExitCode.bug;
  }
}

const argv = process.argv.slice(2);
const [first = ''] = argv;
// What is over at once gains nothing.
if (!/^(?:--?v|--version|--?h|--help|help|version)$/.test(first)) {
  // In this order: V8 takes what was compiled under the same flags only.
  expectShortRun();
  keepCompiledCode(import.meta.dirname);
}
// Nothing else is loaded for the shortest answer.
if (first === '--version' || first === '-v')
  void import('../disk/streams.ts').then(({ writeStream }) => writeStream(1, `${packageVersion}\n`));
else void main(argv).then((code) => (process.exitCode = code));
