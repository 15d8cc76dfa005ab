import { app, BrowserWindow } from 'electron';
import { registerAppProtocol } from './app-protocol';
import { EngineProcess } from './engine';
import { handleBridge } from './ipc';
import { setMenu } from './menu';
import { registerPhotoProtocol } from './photo-protocol';
import { PreferenceStore } from './preferences';
import { registerSchemes } from './schemes';
import { applyTheme, openWindow } from './window';

if (process.env.RAMUNE_USER_DATA) app.setPath('userData', process.env.RAMUNE_USER_DATA);

registerSchemes();
if (app.requestSingleInstanceLock()) void app.whenReady().then(start);
else app.quit();

function start(): void {
  const store = new PreferenceStore();
  const engine = new EngineProcess();
  registerAppProtocol();
  registerPhotoProtocol(engine);
  handleBridge(store);
  applyTheme(store.preferences.theme);
  setMenu(store.preferences.language);
  openWindow(engine);

  app.on('second-instance', focusWindow);
  app.on('activate', () => BrowserWindow.getAllWindows().length || openWindow(engine));
  app.on('window-all-closed', () => process.platform === 'darwin' || app.quit());
  stopEngineBeforeQuit(engine);
}

function focusWindow(): void {
  const [window] = BrowserWindow.getAllWindows();
  if (window?.isMinimized()) window.restore();
  window?.focus();
}

/** The engine closes its project and its training before the studio goes. */
function stopEngineBeforeQuit(engine: EngineProcess): void {
  let stopped = false;
  app.on('will-quit', (event) => {
    if (stopped) return;
    event.preventDefault();
    void engine.stop().finally(() => {
      stopped = true;
      app.quit();
    });
  });
}
