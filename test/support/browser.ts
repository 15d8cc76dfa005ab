import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { sandboxFlags } from '../../build/lib/sandbox.mjs';

const main = `
const { app, BrowserWindow } = require('electron');
app.whenReady().then(() => new BrowserWindow({ width: 1100, height: 720 }).loadURL(process.env.RAMUNE_TEST_PAGE));
`;

/**
 * Opens `url` in Electron's Chromium, with nothing of the studio around it.
 * @param folder an empty one, for the little program that opens it
 * @param args Chromium's switches
 */
export async function openPage(
  folder: string,
  url: string,
  args: string[] = [],
): Promise<{ app: ElectronApplication; page: Page }> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), '{ "name": "page", "version": "1.0.0", "main": "main.cjs" }');
  await writeFile(join(folder, 'main.cjs'), main);
  const app = await _electron.launch({
    executablePath: process.env.RAMUNE_ELECTRON,
    args: [...sandboxFlags(), ...args, folder],
    env: { ...process.env, RAMUNE_TEST_PAGE: url } as Record<string, string>,
  });
  return { app, page: await app.firstWindow() };
}
