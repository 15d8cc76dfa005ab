import { Command, CommanderError } from 'commander';
import { toFailure } from '@shared/rpc';
import { version } from '../../package.json';

/** Exit codes: 0 done, 1 failed, 2 wrong usage. */
export function studioProgram(): Command {
  return new Command('ramune')
    .description('Ramune Studio without a window: teach and recognise products from the command line.')
    .version(version)
    .showHelpAfterError('(ramune --help lists the commands)')
    .exitOverride();
}

export async function runProgram(program: Command): Promise<void> {
  try {
    await program.parseAsync();
  } catch (error) {
    process.exitCode = report(error);
  }
}

function report(error: unknown): number {
  // Commander has printed its own message; help and version count as done.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  const { code, message, detail } = toFailure(error);
  process.stderr.write(`ramune: ${message} [${code}]\n`);
  if (process.env.RAMUNE_DEBUG && detail) process.stderr.write(`${detail}\n`);
  return 1;
}
