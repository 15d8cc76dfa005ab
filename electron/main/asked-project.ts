import { dirname, extname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { app, type WebContents } from 'electron';
import { askedProjectChannel } from '../preload/channels';

/** A project that the file manager asks for, by its `.ramune` file: at the start, or while the studio is open. */
export class AskedProject {
  private folder: string | null = projectIn(process.argv, process.cwd());
  private window: WebContents | null = null;

  constructor() {
    // macOS says so by an event, which may come before there is a window.
    app.on('open-file', (event, path) => {
      event.preventDefault();
      this.ask(dirname(path));
    });
    app.on('second-instance', (_event, args, folder) => this.ask(projectIn(args, folder)));
  }

  /** The window whose page has loaded; what was asked for meanwhile is asked now. */
  attach(window: WebContents): void {
    this.window = window;
    this.ask(this.folder);
  }

  private ask(folder: string | null): void {
    if (!folder) return;
    if (!this.window || this.window.isDestroyed()) this.folder = folder;
    else {
      this.folder = null;
      this.window.send(askedProjectChannel, folder);
    }
  }
}

/** The folder of the project file among a command line's arguments, of which a file manager may make addresses. */
export function projectIn(args: readonly string[], folder: string): string | null {
  const file = args.find((arg) => extname(arg).toLowerCase() === '.ramune');
  if (!file) return null;
  return dirname(file.startsWith('file://') ? fileURLToPath(file) : resolve(folder, file));
}
