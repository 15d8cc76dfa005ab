import { createRequire } from 'node:module';
import type Sharp from 'sharp';

const require = createRequire(import.meta.url);
const webAssembly = '@img/sharp-wasm32/sharp.node';
const native = `@img/sharp-linux-${process.arch}/sharp.node`;

/**
 * The photo library. Electron on Linux has the system's GLib loaded, and sharp's native half, which brings its own, gets
 * hold of the wrong one: every photo leaves memory behind, and beside a newer GLib the engine dies (lovell/sharp#4522).
 * There its WebAssembly half is used, which answers the same bytes and takes longer.
 */
export const sharp = load();

function load(): typeof Sharp {
  if (process.platform === 'linux' && process.versions.electron) useWebAssembly();
  return require('sharp') as typeof Sharp;
}

/** sharp asks for its native half by name and is given what is loaded under that name. */
function useWebAssembly(): void {
  try {
    require(webAssembly);
    require.cache[require.resolve(native)] = require.cache[require.resolve(webAssembly)];
  } catch {
    // An optional package: without it sharp warns, and the native half is better than none.
  }
}
