import { spawn } from 'node:child_process';
import { startVirtualDisplay } from './lib/display.mjs';
import { checkNode } from './lib/node-version.mjs';
import { ensurePackages } from './lib/packages.mjs';
import { root } from './lib/paths.mjs';
import { sandboxFlags } from './lib/sandbox.mjs';
import { main, say } from './lib/say.mjs';
import { ensureStudio } from './lib/studio.mjs';

/** `npm start`: opens the studio; without a display (or with `--tour`) runs the guided tour on a virtual one. */
await main(async () => {
  checkNode();
  await ensurePackages();
  const { electron, display } = await ensureStudio();

  if (display && !process.argv.includes('--tour')) return open(electron);
  if (!display) await startVirtualDisplay();
  say(display ? 'Running the guided tour.' : 'No display here: running the guided tour on a virtual one.');
  const { runTour } = await import('./tour.mjs');
  await runTour(electron);
});

function open(electron) {
  say('Opening the studio.');
  const studio = spawn(electron, [...sandboxFlags(), root], { stdio: 'inherit' });
  studio.once('exit', (code) => (process.exitCode = code ?? 0));
}
