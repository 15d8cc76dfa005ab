import { ensureBuild } from '../../build/lib/bundle.mjs';
import { ensureLibraries } from '../../build/lib/debian.mjs';
import { hasDisplay, startVirtualDisplay } from '../../build/lib/display.mjs';
import { ensureElectron } from '../../build/lib/electron.mjs';

/** Before the desktop tests: a built studio, an Electron to run it in and a display to run it on. */
export default async function setup(): Promise<() => void> {
  const display = hasDisplay();
  const electron = await ensureElectron();
  await ensureLibraries(electron, { display });
  await ensureBuild();
  process.env.RAMUNE_ELECTRON = electron;
  return display ? () => {} : await startVirtualDisplay();
}
