import { cp } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { officialElectron } from '../../../build/lib/electron.mjs';
import { packageStudio } from '../../../build/lib/package-studio.mjs';

interface Packed {
  /** The Electron that went in. */
  electron: string;
  /** Where the installers are. */
  dist: string;
  /** The studio as it is in all of them. */
  unpacked: string;
}

/**
 * Packs the studio with whatever Electron is here, into a folder to be thrown away.
 * @param args more of electron-builder's arguments, its targets first
 */
export async function packStudio(
  folder: string,
  args: string[],
  places: { updates?: string; tensorflow?: string | null },
): Promise<Packed> {
  const electron = join(folder, 'electron');
  const dist = join(folder, 'dist');
  // Without what our own loader of the fallback put there.
  await cp(dirname(process.env.RAMUNE_ELECTRON!), electron, {
    recursive: true,
    filter: (path) => !/resources\/(app|default_app\.asar)$/.test(path),
  });
  const version = (await officialElectron()).path ? [] : ['-c.electronVersion=25.1.1'];
  const output = `-c.directories.output=${dist}`;
  await packageStudio(electron, ['--linux', ...args, output, ...version], places);
  return { electron, dist, unpacked: join(dist, 'linux-unpacked') };
}
