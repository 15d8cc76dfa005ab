import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { SetupError } from './say.mjs';

export function hasDisplay() {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

/**
 * Starts a virtual display on a free number, puts it in DISPLAY, and stops it with this process.
 * @returns the function that stops it
 */
export async function startVirtualDisplay() {
  const args = ['-displayfd', '3', '-screen', '0', '1440x960x24', '-nolisten', 'tcp'];
  const xvfb = spawn('Xvfb', args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const stop = () => xvfb.kill();
  process.once('exit', stop);
  const failed = once(xvfb, 'exit').then(() => {
    throw new SetupError('Xvfb, the virtual display, does not start.');
  });
  const [number] = await Promise.race([once(xvfb.stdio[3], 'data'), failed]);
  failed.catch(() => {});
  xvfb.unref();
  xvfb.stdio[3].unref();
  process.env.DISPLAY = `:${String(number).trim()}`;
  return stop;
}
