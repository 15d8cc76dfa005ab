import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

/*
 * What electron-builder makes installers with comes from GitHub, as the official Electron does. Where neither can be
 * had, these stand in, in tests alone: the folders, entries, arguments and scripts are electron-builder's all the same.
 */

const offset = 4096; // bytes, of the runtime before the file system

/**
 * Writes the tools into a folder.
 * @returns the environment in which electron-builder takes them
 */
export async function writeStandIns(folder: string): Promise<Record<string, string>> {
  const appImage = join(folder, 'appimage');
  for (const name of ['runtimes', 'lib/x64']) await mkdir(join(appImage, name), { recursive: true });
  const fpm = join(folder, 'fpm');
  await script(fpm, `exec '${process.execPath}' '${resolve(import.meta.dirname, 'fpm.mjs')}' "$@"`);
  // Quick rather than small.
  await script(join(appImage, 'mksquashfs'), 'exec mksquashfs "$@" -Xcompression-level 1');
  await script(join(appImage, 'desktop-file-validate'), 'exec desktop-file-validate "$@"');
  await script(join(appImage, 'runtimes/runtime-x64'), runtime.padEnd(offset - shebang.length, '\n'));
  return { CUSTOM_FPM_PATH: fpm, APPIMAGE_TOOLS_PATH: appImage };
}

/**
 * The real one is a program that mounts the file system after it, or unpacks it when asked to; this one unpacks. Its
 * `exec` leaves the shell nothing to read of what follows.
 */
const runtime = `
[ "$1" = --appimage-extract ] || exit 1
exec unsquashfs -no-progress -quiet -dest squashfs-root -offset ${offset} "$0"
`;

const shebang = '#!/bin/sh\n';

const script = (path: string, text: string) => writeFile(path, shebang + text, { mode: 0o755 });
