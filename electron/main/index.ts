import os from 'node:os';
import { join } from 'node:path';
import { app, BrowserWindow } from 'electron';
import { registerAppProtocol } from './app-protocol';
import { AskedProject } from './asked-project';
import { EngineProcess } from './engine';
import { guardPages } from './guard';
import { handleBridge } from './ipc';
import { Log } from './log';
import { setMenu } from './menu';
import { registerPhotoProtocol } from './photo-protocol';
import { PreferenceStore } from './preferences';
import { printRequest, printToPdf } from './print';
import { registerSchemes } from './schemes';
import { checkForUpdates, knowsUpdates } from './updates';
import { applyTheme, openWindow } from './window';

if (process.env.RAMUNE_USER_DATA) app.setPath('userData', process.env.RAMUNE_USER_DATA);
app.setAppLogsPath(join(app.getPath('userData'), 'logs'));

registerSchemes();
const request = printRequest(process.argv);
if (request) void app.whenReady().then(() => print(request));
else if (app.requestSingleInstanceLock()) startWhenReady();
else app.quit();

async function print({ html, pdf }: { html: string; pdf: string }): Promise<void> {
  guardPages();
  const failed = await printToPdf(html, pdf).then(
    () => null,
    (error: unknown) => error,
  );
  if (failed) process.stderr.write(`${String(failed)}\n`);
  app.exit(failed ? 1 : 0);
}

function startWhenReady(): void {
  const asked = new AskedProject();
  void app.whenReady().then(() => start(asked));
}

function start(asked: AskedProject): void {
  const store = new PreferenceStore();
  const log = openLog();
  const engine = new EngineProcess(log);
  guardPages();
  registerAppProtocol();
  registerPhotoProtocol(engine);
  const askForUpdates = () => void checkForUpdates(store.preferences.language, log, engine);
  const showMenu = () => setMenu(store.preferences.language, knowsUpdates() ? askForUpdates : null);
  handleBridge(store, engine, log, showMenu);
  applyTheme(store.preferences.theme);
  showMenu();
  openWindow(engine, asked);

  app.on('second-instance', focusWindow);
  app.on('activate', () => BrowserWindow.getAllWindows().length || openWindow(engine, asked));
  app.on('window-all-closed', () => process.platform === 'darwin' || app.quit());
  stopEngineBeforeQuit(engine);
}

/** In the user's own folder; Help in the menu shows it. */
function openLog(): Log {
  const log = new Log(app.getPath('logs'));
  const { electron, chrome } = process.versions;
  log.write(
    'studio',
    `${app.name} ${app.getVersion()}, Electron ${electron}, Chrome ${chrome}, ${os.version()}`,
  );
  app.on('render-process-gone', (_event, _contents, { reason }) => log.write('window', `Gone: ${reason}`));
  return log;
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
    const quit = () => {
      stopped = true;
      app.quit();
    };
    // With no engine to wait for, quitting at once would still be part of the quit that was just prevented.
    void engine.stop().finally(() => setImmediate(quit));
  });
}
