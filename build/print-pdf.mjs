import { resolve } from 'node:path';
import { ensureLibraries } from './lib/debian.mjs';
import { hasDisplay, startVirtualDisplay } from './lib/display.mjs';
import { ensureElectron } from './lib/electron.mjs';
import { root } from './lib/paths.mjs';
import { run } from './lib/run.mjs';
import { sandboxFlags } from './lib/sandbox.mjs';
import { main, SetupError } from './lib/say.mjs';

/** `node build/print-pdf.mjs HTML PDF`: prints a page with the studio's own Electron. */
await main(async () => {
  const [html, pdf] = process.argv.slice(2).map((path) => resolve(path));
  const electron = await ensureElectron();
  await ensureLibraries(electron, { display: hasDisplay() });
  if (!hasDisplay()) await startVirtualDisplay();
  const args = [...sandboxFlags(), root, '--print', html, pdf];
  const { code, output } = await run(electron, args, { quiet: true, timeout: 120_000 });
  if (code !== 0) throw new SetupError(`The PDF could not be printed: ${output.trim().split('\n').at(-1)}`);
});
