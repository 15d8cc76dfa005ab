import { join } from 'node:path';
import { run } from '../run.mjs';

const timeout = 120_000; // milliseconds

/**
 * Loads native TensorFlow and multiplies with it.
 * @returns {Promise<{gpu: boolean, library: string} | null>} null when it does not work
 */
export async function checkTensorFlow() {
  const { code, output } = await run(process.execPath, [join(import.meta.dirname, 'check.cjs')], {
    env: { TF_CPP_MIN_LOG_LEVEL: '2' },
    timeout,
    quiet: true,
  });
  const answer = output.split('\n').find((line) => line.startsWith('{'));
  return code === 0 && answer ? JSON.parse(answer) : null;
}
