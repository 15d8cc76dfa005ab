import { run } from '../run.mjs';
import { say } from '../say.mjs';
import { addonPackage } from './addon.mjs';

const host = 'https://storage.googleapis.com/tensorflow/';
const connectTimeout = 15_000; // milliseconds
const downloadTimeout = 20 * 60_000; // milliseconds

/** Runs the package's own install script, which downloads its library and addon. @returns whether it did */
export async function installOfficial() {
  if (!(await reachable())) {
    say('The official TensorFlow download cannot be reached.');
    return false;
  }
  say('Fetching TensorFlow (its official download)…');
  const { code } = await run(process.execPath, ['scripts/install.js', 'gpu', 'download'], {
    cwd: addonPackage,
    timeout: downloadTimeout,
  });
  return code === 0;
}

async function reachable() {
  try {
    await fetch(host, { method: 'HEAD', signal: AbortSignal.timeout(connectTimeout) });
    return true;
  } catch {
    return false;
  }
}
