import { execFileSync } from 'node:child_process';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ensurePrograms } from '../../../build/lib/debian.mjs';

const programs = {
  'dpkg-deb': 'dpkg',
  mksquashfs: 'squashfs-tools', // and unsquashfs
  'desktop-file-validate': 'desktop-file-utils',
};

/** Why installers cannot be looked into here, or `null` where they can; fetches what is missing. */
export async function whyNoInstallers(): Promise<string | null> {
  if (process.platform !== 'linux') return 'they are for Linux.';
  return ensurePrograms(programs).then(
    () => null,
    (error: Error) => error.message,
  );
}

/** The one installer with this ending. */
export async function installerIn(folder: string, ending: string): Promise<string> {
  const found = (await readdir(folder)).filter((name) => name.endsWith(ending));
  if (found.length !== 1) throw new Error(`${found.length} files end with ${ending}.`);
  return join(folder, found[0]);
}

/** A .deb's files under `folder`, and its scripts in `folder`/DEBIAN. */
export function unpackDeb(deb: string, folder: string): void {
  execFileSync('dpkg-deb', ['--raw-extract', deb, folder]);
}

/** What a .deb says of itself. */
export function fieldsOf(deb: string): Record<string, string> {
  const text = execFileSync('dpkg-deb', ['--field', deb], { encoding: 'utf8' });
  return Object.fromEntries(
    [...text.matchAll(/^(\S+): (.*(?:\n .*)*)/gm)].map(([, name, value]) => [name, value]),
  );
}

/** @returns the folder that the AppImage's files are in */
export async function unpackAppImage(appImage: string, folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  execFileSync(appImage, ['--appimage-extract'], { cwd: folder, stdio: 'ignore' });
  return join(folder, 'squashfs-root');
}
