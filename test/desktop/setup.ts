import { startVirtualDisplay } from '../../build/lib/display.mjs';
import { ensureStudio } from '../../build/lib/studio.mjs';

/** Before the desktop tests: a built studio, an Electron to run it in and a display to run it on. */
export default async function setup(): Promise<() => void> {
  const { electron, display } = await ensureStudio();
  process.env.RAMUNE_ELECTRON = electron;
  return display ? () => {} : await startVirtualDisplay();
}
