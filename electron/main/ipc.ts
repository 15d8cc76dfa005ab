import { join, resolve } from 'node:path';
import { app, ipcMain, type IpcMainInvokeEvent, shell } from 'electron';
import { z } from 'zod';
import { Preferences } from '@shared/bridge';
import { errorCodes } from '@shared/errors';
import { channelOf, type Remote } from '../preload/channels';
import {
  chooseCertificate,
  chooseFolder,
  chooseList,
  choosePhotos,
  chooseWeights,
  chooseZip,
  saveList,
  saveReport,
  saveZip,
} from './dialogs';
import type { EngineProcess } from './engine';
import type { Log } from './log';
import type { PreferenceStore } from './preferences';
import { printToPdf } from './print';
import { appOrigin } from './schemes';
import { ServerStore } from './server-store';
import { applyTheme } from './window';

const nothing = z.tuple([]);
const text = z.string().min(1).max(4096);
const longestError = 8000; // characters

/** What each bridge method takes. */
const args = {
  locale: nothing,
  preferences: nothing,
  setPreferences: z.tuple([Preferences]),
  recentProjects: nothing,
  rememberProject: z.tuple([z.object({ folder: text, name: text })]),
  forgetProject: z.tuple([text]),
  chooseFolder: z.tuple([z.enum(['open-project', 'new-project', 'import', 'export', 'watch'])]),
  choosePhotos: nothing,
  chooseWeights: nothing,
  chooseZip: nothing,
  saveZip: z.tuple([text]),
  chooseList: nothing,
  saveList: z.tuple([text]),
  saveReport: z.tuple([text]),
  printPdf: z.tuple([text.endsWith('.html'), text.endsWith('.pdf')]),
  chooseCertificate: nothing,
  keepServer: z.tuple([text, text]),
  forgetServer: z.tuple([text]),
  connectServer: z.tuple([text]),
  sampleFolder: nothing,
  showInFolder: z.tuple([text]),
  logError: z.tuple([z.object({ code: z.enum(errorCodes), message: z.string(), detail: z.string() })]),
} satisfies Record<keyof Remote, z.ZodType>;

/** Answers the preload's bridge. Whoever is not our own page is refused. `showMenu`: in the language now preferred. */
export function handleBridge(
  store: PreferenceStore,
  engine: EngineProcess,
  log: Log,
  showMenu: () => void,
): void {
  const methods = { ...bridgeMethods(store, log, showMenu), ...serverMethods(new ServerStore(), engine) };
  for (const method of Object.keys(methods) as (keyof Remote)[]) {
    ipcMain.handle(channelOf(method), (event, ...given: unknown[]) => {
      checkSender(event);
      const parsed = args[method].parse(given) as never[];
      return (methods[method] as (...parsed: never[]) => unknown)(...parsed);
    });
  }
}

type ServerMethods = Pick<Remote, 'keepServer' | 'forgetServer' | 'connectServer'>;

function bridgeMethods(
  store: PreferenceStore,
  log: Log,
  showMenu: () => void,
): Omit<Remote, keyof ServerMethods> {
  return {
    locale: async () => app.getLocale(),
    preferences: async () => store.preferences,
    async setPreferences(preferences) {
      store.setPreferences(preferences);
      applyTheme(preferences.theme);
      showMenu();
    },
    recentProjects: async () => store.recent,
    rememberProject: async (project) => store.remember(project),
    forgetProject: async (folder) => store.forget(folder),
    chooseFolder: (purpose) => chooseFolder(purpose, store.preferences.language),
    choosePhotos: () => choosePhotos(store.preferences.language),
    chooseWeights: () => chooseWeights(store.preferences.language),
    chooseZip: () => chooseZip(store.preferences.language),
    saveZip: (name) => saveZip(name, store.preferences.language),
    chooseList: () => chooseList(store.preferences.language),
    saveList: (name) => saveList(name, store.preferences.language),
    saveReport: (name) => saveReport(name, store.preferences.language),
    printPdf: printToPdf,
    chooseCertificate: () => chooseCertificate(store.preferences.language),
    sampleFolder: async () => join(app.getPath('userData'), 'sample-project'),
    showInFolder: async (path) => shell.showItemInFolder(resolve(path)),
    logError: async ({ code, message, detail }) =>
      log.write('window', `${code}: ${message}\n${detail}`.slice(0, longestError)),
  };
}

function serverMethods(servers: ServerStore, engine: EngineProcess): ServerMethods {
  return {
    keepServer: async (folder, url) => servers.keep(folder, url),
    forgetServer: async (folder) => servers.forget(folder),
    async connectServer(folder) {
      const found = servers.find(folder);
      if (found) await (await engine.client()).call('sync.connect', { folder, url: found.url });
      return found?.kept ?? null;
    },
  };
}

function checkSender(event: IpcMainInvokeEvent): void {
  const url = event.senderFrame?.url ?? '';
  if (!url.startsWith(`${appOrigin}/`)) throw new Error(`Refused a call from ${url || 'a closed page'}.`);
}
