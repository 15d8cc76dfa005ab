import { _electron } from 'playwright-core';
import { root } from './paths.mjs';
import { sandboxFlags } from './sandbox.mjs';

/**
 * Starts the studio for a script to drive.
 * @param {{electron: string, userData: string, env?: Record<string, string>, args?: string[], files?: string[]}} options
 *   `userData`: the folder that stands in for the user's own; `args`: Chromium's switches; `files`: to open
 */
export async function launchStudio({ electron, userData, env = {}, args = [], files = [] }) {
  const app = await _electron.launch({
    executablePath: electron,
    args: [...sandboxFlags(), ...args, root, ...files],
    env: { ...process.env, RAMUNE_USER_DATA: userData, ...env },
  });
  return { app, page: await app.firstWindow() };
}
