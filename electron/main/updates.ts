import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { app, BrowserWindow, dialog } from 'electron';
import type { AppUpdater } from 'electron-updater';
import type { Preferences } from '@shared/bridge';
import { windowInUse } from './dialogs';
import type { EngineProcess } from './engine';
import { languageOf } from './language';
import type { Log } from './log';
import { updateWords } from './update-words';

type Words = (typeof updateWords)['en'];

/** Whether this studio was packaged with an address to look for newer ones at. */
export const knowsUpdates = (): boolean =>
  app.isPackaged && existsSync(join(process.resourcesPath, 'app-update.yml'));

let underWay = false;

/**
 * Looks for a newer studio, and fetches and installs it if the user wants it. Only ever when asked to: the studio calls
 * nobody by itself.
 */
export async function checkForUpdates(
  preference: Preferences['language'],
  log: Log,
  engine: EngineProcess,
): Promise<void> {
  if (underWay) return;
  underWay = true;
  const words = updateWords[languageOf(preference)];
  try {
    await offer(await openUpdater(log), words, engine);
  } catch (error) {
    log.write('studio', `Update: ${String(error)}`);
    await say('error', words.failed, words.failedDetail(firstLine(error)));
  } finally {
    underWay = false;
    showProgress(-1);
  }
}

async function openUpdater(log: Log): Promise<AppUpdater> {
  // Loaded when it is needed, since it would hold up every start.
  const { autoUpdater } = await import('electron-updater');
  const write = (message: unknown) => log.write('studio', `Update: ${String(message)}`);
  autoUpdater.logger = { info: write, warn: write, error: write };
  autoUpdater.autoDownload = false;
  return autoUpdater;
}

async function offer(updater: AppUpdater, words: Words, engine: EngineProcess): Promise<void> {
  const found = await updater.checkForUpdates();
  if (!found?.isUpdateAvailable) return say('info', words.newest(app.getVersion()));
  const { version } = found.updateInfo;
  const detail = words.foundDetail(app.getVersion());
  if (!(await ask(words.found(version), detail, words.download, words.notNow))) return;
  await download(updater);
  if (!(await ask(words.ready(version), words.readyDetail, words.restart, words.later))) return;
  const failure = await install(updater, engine);
  if (failure) await say('error', words.notInstalled, words.notInstalledDetail(firstLine(failure)));
}

/** Ends this studio and starts the new one; where that fails at once, as on Linux, this one goes on. Answers why. */
async function install(updater: AppUpdater, engine: EngineProcess): Promise<Error | null> {
  let failure: Error | null = null;
  const onError = (error: Error) => (failure = error);
  await engine.stop();
  // Or the new one would find this one still there, and leave it the stage.
  app.releaseSingleInstanceLock();
  updater.once('error', onError);
  updater.quitAndInstall();
  updater.off('error', onError);
  if (failure) {
    app.requestSingleInstanceLock();
    engine.resume();
  }
  return failure;
}

async function download(updater: AppUpdater): Promise<void> {
  const show = ({ percent }: { percent: number }) => showProgress(percent / 100);
  updater.on('download-progress', show);
  try {
    await updater.downloadUpdate();
  } finally {
    updater.off('download-progress', show);
  }
}

/** On the window's button in the task bar; −1 takes it away. */
const showProgress = (progress: number) =>
  BrowserWindow.getAllWindows().forEach((window) => window.setProgressBar(progress));

async function say(type: 'info' | 'error', message: string, detail?: string): Promise<void> {
  await show({ type, message, detail });
}

/** Whether the user said yes. */
async function ask(message: string, detail: string, yes: string, no: string): Promise<boolean> {
  const buttons = [yes, no];
  return (await show({ type: 'question', message, detail, buttons, defaultId: 0, cancelId: 1 })) === 0;
}

async function show(options: Electron.MessageBoxOptions): Promise<number> {
  return (await dialog.showMessageBox(windowInUse(), options)).response;
}

/** The rest is a trace of the program. */
const firstLine = (error: unknown): string => String(error).split('\n')[0];
