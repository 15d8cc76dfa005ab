import { ensureBuild } from './bundle.mjs';
import { ensureLibraries } from './debian.mjs';
import { hasDisplay } from './display.mjs';
import { ensureElectron } from './electron.mjs';

/**
 * A built studio, and an Electron that can run it here.
 * @returns {Promise<{electron: string, display: boolean}>} Electron's program; whether there is a display to show it on
 */
export async function ensureStudio() {
  const display = hasDisplay();
  const electron = await ensureElectron();
  await ensureLibraries(electron, { display });
  await ensureBuild();
  return { electron, display };
}
