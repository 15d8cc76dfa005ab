import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { ElectronApplication, Page } from 'playwright-core';
import { takePicture } from '../../build/lib/drive.mjs';
import { launchStudio } from '../../build/lib/launch.mjs';

const screenshots = resolve('test/screenshots');

/** The real studio in a real window, with a user-data folder of its own. */
export interface Studio {
  app: ElectronApplication;
  page: Page;
  /** Empty folder that goes away with the studio. */
  folder: string;
  /** Saves a picture of the window to test/screenshots. */
  screenshot(name: string): Promise<void>;
  close(): Promise<void>;
}

export async function openStudio(
  env: Record<string, string> = {},
  args: string[] = [],
  files: string[] = [],
): Promise<Studio> {
  const folder = mkdtempSync(join(tmpdir(), 'ramune-desktop-'));
  const electron = process.env.RAMUNE_ELECTRON;
  if (!electron) throw new Error('Run the desktop tests with vitest: its set-up finds Electron.');
  const { app, page } = await launchStudio({
    electron,
    userData: join(folder, 'user-data'),
    env,
    args,
    files,
  });
  return {
    app,
    page,
    folder,
    async screenshot(name) {
      mkdirSync(screenshots, { recursive: true });
      await takePicture(page, join(screenshots, `${name}.png`));
    },
    async close() {
      await app.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Process id of the engine, which Electron lists by its service name. */
export async function enginePid(app: ElectronApplication): Promise<number | undefined> {
  return app.evaluate(
    ({ app }) => app.getAppMetrics().find(({ name }) => name === 'Ramune Studio engine')?.pid,
  );
}

/** Whether there is a process of that id. */
export function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** The files that the engine's process has mapped, on Linux: libraries among them. */
export const engineMaps = async (app: ElectronApplication): Promise<string> =>
  readFile(`/proc/${await enginePid(app)}/maps`, 'utf8');
