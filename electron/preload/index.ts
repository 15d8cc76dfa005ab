import { contextBridge, ipcRenderer, type IpcRendererEvent, webUtils } from 'electron';
import type { Bridge, EngineState } from '@shared/bridge';
import { enginePortMessage } from '@shared/engine-port';
import {
  askedProjectChannel,
  askedTourChannel,
  channelOf,
  enginePortChannel,
  engineStateChannel,
  type Remote,
  versionArgument,
} from './channels';

function remote<K extends keyof Remote>(method: K): Remote[K] {
  return ((...args: unknown[]) => ipcRenderer.invoke(channelOf(method), ...args)) as Remote[K];
}

/** Electron below 32 has no `webUtils.getPathForFile`; there the path is on the file itself. */
function pathOf(file: File): string {
  if (webUtils?.getPathForFile) return webUtils.getPathForFile(file);
  return (file as File & { path?: string }).path ?? '';
}

/** Listens to what main sends; returns how to stop. */
function listen<T>(channel: string, listener: (said: T) => void): () => void {
  const heard = (_event: IpcRendererEvent, said: T) => listener(said);
  ipcRenderer.on(channel, heard);
  return () => ipcRenderer.off(channel, heard);
}

const bridge: Bridge = {
  version: process.argv.find((arg) => arg.startsWith(versionArgument))?.slice(versionArgument.length) ?? '',
  platform: process.platform,
  locale: remote('locale'),
  preferences: remote('preferences'),
  setPreferences: remote('setPreferences'),
  recentProjects: remote('recentProjects'),
  rememberProject: remote('rememberProject'),
  forgetProject: remote('forgetProject'),
  chooseFolder: remote('chooseFolder'),
  choosePhotos: remote('choosePhotos'),
  chooseWeights: remote('chooseWeights'),
  chooseZip: remote('chooseZip'),
  saveZip: remote('saveZip'),
  chooseList: remote('chooseList'),
  saveList: remote('saveList'),
  saveReport: remote('saveReport'),
  printPdf: remote('printPdf'),
  chooseCertificate: remote('chooseCertificate'),
  keepServer: remote('keepServer'),
  forgetServer: remote('forgetServer'),
  connectServer: remote('connectServer'),
  sampleFolder: remote('sampleFolder'),
  showInFolder: remote('showInFolder'),
  logError: remote('logError'),
  pathOf,
  onEngineState: (listener: (state: EngineState) => void) => listen(engineStateChannel, listener),
  onTourAsked: (listener: () => void) => listen(askedTourChannel, listener),
  onProjectAsked: (listener: (folder: string) => void) => listen(askedProjectChannel, listener),
};

contextBridge.exposeInMainWorld('studio', bridge);
ipcRenderer.on(enginePortChannel, (event) => window.postMessage(enginePortMessage, '*', [...event.ports]));
