import { app, BrowserWindow, Menu, type MenuItemConstructorOptions, shell } from 'electron';
import type { Preferences } from '@shared/bridge';
import { askedTourChannel } from '../preload/channels';
import { languageOf } from './language';

const words = {
  en: {
    file: 'File',
    edit: 'Edit',
    view: 'View',
    window: 'Window',
    close: 'Close Window',
    quit: `Quit ${app.name}`,
    undo: 'Undo',
    redo: 'Redo',
    cut: 'Cut',
    copy: 'Copy',
    paste: 'Paste',
    selectAll: 'Select All',
    resetZoom: 'Actual Size',
    zoomIn: 'Zoom In',
    zoomOut: 'Zoom Out',
    togglefullscreen: 'Full Screen',
    reload: 'Reload',
    toggleDevTools: 'Developer Tools',
    minimize: 'Minimize',
    help: 'Help',
    tour: 'Five-Minute Tour',
    updates: 'Check for Updates…',
    logs: 'Open the Log Folder',
  },
  ja: {
    file: 'ファイル',
    edit: '編集',
    view: '表示',
    window: 'ウインドウ',
    close: 'ウインドウを閉じる',
    quit: `${app.name} を終了`,
    undo: '元に戻す',
    redo: 'やり直す',
    cut: '切り取り',
    copy: 'コピー',
    paste: '貼り付け',
    selectAll: 'すべて選択',
    resetZoom: '実際のサイズ',
    zoomIn: '拡大',
    zoomOut: '縮小',
    togglefullscreen: '全画面表示',
    reload: '再読み込み',
    toggleDevTools: '開発者ツール',
    minimize: 'しまう',
    help: 'ヘルプ',
    tour: '5分ツアー',
    updates: '更新を確認…',
    logs: 'ログのフォルダーを開く',
  },
};
type Word = keyof (typeof words)['en'];
type Role = MenuItemConstructorOptions['role'] & Word;

/**
 * The standard menus, with the system's own accelerators.
 * @param askForUpdates `null` where the studio does not know where to look
 */
export function setMenu(preference: Preferences['language'], askForUpdates: (() => void) | null): void {
  const word = words[languageOf(preference)];
  const menu = (title: Word, roles: (Role | null)[]): MenuItemConstructorOptions => ({
    label: word[title],
    submenu: roles.map((role) => (role ? { role, label: word[role] } : { type: 'separator' })),
  });
  const mac: MenuItemConstructorOptions[] = process.platform === 'darwin' ? [{ role: 'appMenu' }] : [];
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      ...mac,
      menu('file', ['close', 'quit']),
      menu('edit', ['undo', 'redo', null, 'cut', 'copy', 'paste', 'selectAll']),
      menu('view', [
        'resetZoom',
        'zoomIn',
        'zoomOut',
        null,
        'togglefullscreen',
        null,
        'reload',
        'toggleDevTools',
      ]),
      menu('window', ['minimize']),
      {
        role: 'help',
        label: word.help,
        submenu: [
          { id: 'tour', label: word.tour, click: askForTour },
          ...(askForUpdates ? [{ id: 'updates', label: word.updates, click: askForUpdates }] : []),
          { id: 'logs', label: word.logs, click: () => void shell.openPath(app.getPath('logs')) },
        ],
      },
    ]),
  );
}

const askForTour = () =>
  BrowserWindow.getAllWindows().forEach((one) => one.webContents.send(askedTourChannel));
