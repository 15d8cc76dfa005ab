import { z } from 'zod';
import type { StudioError } from './errors';

/** What the preload offers the window as `window.studio`: named methods, nothing else. */

export const Preferences = z.object({
  language: z.enum(['system', 'ja', 'en']),
  theme: z.enum(['system', 'light', 'dark']),
  /** The five-minute tour was gone through, or sent away. */
  toured: z.boolean().default(false),
});
export type Preferences = z.infer<typeof Preferences>;

export const RecentProject = z.object({ folder: z.string(), name: z.string(), openedAt: z.string() });
export type RecentProject = z.infer<typeof RecentProject>;

/** Where the address of a server is: in the system's keychain, or only in memory until the studio is closed. */
export type ServerKept = 'keychain' | 'session';

/** `starting` until a port is handed over; `restarted` when a dead engine has been replaced. */
export type EngineState = 'ready' | 'stopped' | 'restarted' | 'failed';

export interface Bridge {
  readonly version: string;
  readonly platform: string;
  /** System locale, such as `ja-JP`. */
  locale(): Promise<string>;
  preferences(): Promise<Preferences>;
  setPreferences(preferences: Preferences): Promise<void>;
  recentProjects(): Promise<RecentProject[]>;
  rememberProject(project: { folder: string; name: string }): Promise<void>;
  forgetProject(folder: string): Promise<void>;
  /** Ask for a folder or photos; `null` or an empty list when the user thinks better of it. */
  chooseFolder(
    purpose: 'open-project' | 'new-project' | 'import' | 'export' | 'watch',
  ): Promise<string | null>;
  choosePhotos(): Promise<string[]>;
  /** Ask for a file of weights, `null` when the user thinks better of it. */
  chooseWeights(): Promise<string | null>;
  /** Ask for a project that was packed, or where to pack one; `null` when the user thinks better of it. */
  chooseZip(): Promise<string | null>;
  saveZip(name: string): Promise<string | null>;
  /** Ask for a list of products, to read or to write; `null` when the user thinks better of it. */
  chooseList(): Promise<string | null>;
  saveList(name: string): Promise<string | null>;
  /** Ask where to write a report: a file that ends in `.pdf` or `.html`. */
  saveReport(name: string): Promise<string | null>;
  /** Prints an HTML file, which may neither run scripts nor load anything, as a PDF. */
  printPdf(html: string, pdf: string): Promise<void>;
  /** Ask for the certificate of an authority, `null` when the user thinks better of it. */
  chooseCertificate(): Promise<string | null>;
  /** Keeps the address of the server that a project shares its products through, with its password. */
  keepServer(folder: string, url: string): Promise<ServerKept>;
  forgetServer(folder: string): Promise<void>;
  /** Hands the address to the engine, which has the project open; `null` where none is kept. */
  connectServer(folder: string): Promise<ServerKept | null>;
  /** Where the sample project lives on this machine. */
  sampleFolder(): Promise<string>;
  /** Path of a dropped or chosen file. */
  pathOf(file: File): string;
  showInFolder(path: string): Promise<void>;
  /** Writes an error that the user was told into the log. */
  logError(error: Pick<StudioError, 'code' | 'message' | 'detail'>): Promise<void>;
  onEngineState(listener: (state: EngineState) => void): () => void;
  /** The Help menu asks for the five-minute tour. */
  onTourAsked(listener: () => void): () => void;
  /** A project that the file manager asks for, by its folder. */
  onProjectAsked(listener: (folder: string) => void): () => void;
}

export { enginePortMessage } from './engine-port';

declare global {
  interface Window {
    readonly studio: Bridge;
  }
}
