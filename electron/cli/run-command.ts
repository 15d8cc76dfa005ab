import type { Emit } from '@shared/contract';
import type { Project } from '@shared/domain';
import { createEngine, type Engine } from '../engine/engine';
import { showProgress } from './progress';

export interface OutputOptions {
  json?: boolean;
}

export const job = 'cli';

/**
 * Opens a project, does the work and closes it. With `--json` stdout gets the result as one JSON object and nothing
 * else, and nothing where there is none; without, `print` turns it into lines for a person. Ctrl+C stops the work and
 * keeps what is done.
 */
export async function runCommand<T>(
  options: OutputOptions,
  work: (engine: Engine) => Promise<T>,
  print: (result: T) => string,
  onEvent: Emit = () => {},
): Promise<void> {
  const progress = showProgress();
  const engine = createEngine((name, data) => {
    progress.onEvent(name, data);
    onEvent(name, data);
  });
  const interrupt = () => void engine.handlers['job.cancel']({ job });
  process.once('SIGINT', interrupt);
  try {
    const result = await work(engine);
    progress.stop();
    if (!options.json) process.stdout.write(`${print(result)}\n`);
    else if (result !== undefined) process.stdout.write(`${JSON.stringify(result)}\n`);
  } finally {
    progress.stop();
    process.removeListener('SIGINT', interrupt);
    await engine.close();
  }
}

/** The same, with the project in `folder` open. */
export function inProject<T>(
  folder: string,
  options: OutputOptions,
  work: (engine: Engine) => Promise<T>,
  print: (result: T) => string,
  onEvent?: Emit,
): Promise<void> {
  const opened = async (engine: Engine) => {
    const { restored } = await engine.handlers['project.open']({ folder });
    if (restored) process.stderr.write(restoredText(restored));
    return work(engine);
  };
  return runCommand(options, opened, print, onEvent);
}

const restoredText = ({ from, aside }: NonNullable<Project['restored']>) =>
  `The database was damaged and is restored from the backup of ${from}; the damaged file is in ${aside}.\n`;
