/** A line of progress. On stderr: stdout belongs to the command that is being prepared. */
export function say(text) {
  console.error(`· ${text}`);
}

/** A failure that the user can do something about: shown without a stack. */
export class SetupError extends Error {}

/** Runs a command's main function; a SetupError becomes one clear line and exit code 1. */
export async function main(run) {
  try {
    await run();
  } catch (error) {
    console.error(error instanceof SetupError ? `✗ ${error.message}` : error);
    process.exitCode = 1;
  }
}
