import { join } from 'node:path';
import { app, BrowserWindow, nativeTheme } from 'electron';
import type { Preferences } from '@shared/bridge';
import { versionArgument } from '../preload/channels';
import type { AskedProject } from './asked-project';
import type { EngineProcess } from './engine';
import { appOrigin } from './schemes';

/** Opens the studio's window and gives it a port to the engine each time its page has loaded. */
export function openWindow(engine: EngineProcess, asked: AskedProject): void {
  const window = new BrowserWindow({
    width: 1280,
    height: 840,
    minWidth: 900,
    minHeight: 600,
    show: false,
    title: app.name,
    icon: join(app.getAppPath(), 'build/icons/icon.png'),
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#1a1b1e' : '#ffffff',
    webPreferences: {
      preload: join(__dirname, '../preload/index.cjs'),
      additionalArguments: [versionArgument + app.getVersion()],
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
    },
  });
  window.once('ready-to-show', () => window.show());
  window.webContents.on('did-finish-load', () => {
    engine.attach(window.webContents);
    asked.attach(window.webContents);
  });
  void window.loadURL(`${appOrigin}/index.html`);
}

export function applyTheme(theme: Preferences['theme']): void {
  nativeTheme.themeSource = theme;
}
