import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { sql } from 'kysely';
import type { Project } from '@shared/domain';
import { moveScore } from '@shared/product-shifts';
import { StudioError } from '@shared/errors';
import { dropRemovedVersions } from '../photos/versions/snapshot';
import { PhotoFiles } from '../photos/photo-files';
import { backUp, listBackups, type Restored, restore } from './backups';
import { type Database, damaged, isDamage, openDatabase } from './database';
import { explained, isDesktopFile, notEmpty } from './folder';
import { letGoOfFiles } from './let-go';
import { ProjectLock } from './lock';
import { refuseLinks } from './no-links';
import { pathsOf, type ProjectPaths } from './paths';
import { addProjectFile } from './project-file';
import { Settings } from './settings';

const backUpEvery = 60_000; // milliseconds; one is made less often, and only after changes

/** The score from which a photo is taken to show a product. */
export type ThresholdOf = (productId: number) => number;

/** A project folder that is open in this process and locked against others. */
export class OpenProject {
  readonly settings: Settings;
  readonly files: PhotoFiles;
  private closing = false;
  private readonly work = new Set<Promise<unknown>>();
  private backups: NodeJS.Timeout | null = null;
  private backedUp: Promise<void> = Promise.resolve();

  private constructor(
    readonly folder: string,
    readonly paths: ProjectPaths,
    readonly db: Database,
    /** What its damaged database was replaced with when it was opened. */
    private readonly restored: Restored | null,
    private readonly lock: ProjectLock,
  ) {
    this.settings = new Settings(db);
    this.files = new PhotoFiles(paths.photos, join(paths.cache, 'queries'));
  }

  /** Makes a project in a new or empty folder. Throws `not-empty`, `read-only`. */
  static create(folder: string, name?: string): Promise<OpenProject> {
    const root = resolve(folder);
    return explained(root, async () => {
      await mkdir(root, { recursive: true });
      if ((await readdir(root)).some((entry) => !isDesktopFile(entry))) throw notEmpty(root);
      const project = await OpenProject.start(root, false, openNew);
      await project.orClose(() => project.settings.set('name', name?.trim() || basename(root)));
      await addProjectFile(root);
      return project.keepBackups();
    });
  }

  /**
   * Opens a project. A damaged or missing database is replaced with its last good backup.
   * @throws StudioError `not-a-project`, `project-damaged` without a backup, `project-links`, `locked`,
   * `project-newer`, `read-only`
   */
  static async open(folder: string, takeOver = false): Promise<OpenProject> {
    const root = resolve(folder);
    if (!(await isProject(root)))
      throw new StudioError('not-a-project', 'There is no Ramune Studio project in this folder.', root);
    return explained(root, async () => {
      await refuseLinks(root);
      const project = await OpenProject.start(root, takeOver, openOrRestore);
      await project.orClose(() => project.tidy());
      await addProjectFile(root);
      project.backUp();
      return project.keepBackups();
    });
  }

  private static async start(
    folder: string,
    takeOver: boolean,
    openIts: (paths: ProjectPaths) => Promise<Opened>,
  ): Promise<OpenProject> {
    const lock = await ProjectLock.take(folder, takeOver);
    try {
      const paths = pathsOf(folder);
      const { db, restored } = await openIts(paths);
      await Promise.all([paths.photos, paths.runs, paths.cache].map((p) => mkdir(p, { recursive: true })));
      return new OpenProject(folder, paths, db, restored, lock);
    } catch (error) {
      await lock.release();
      throw error;
    }
  }

  /** Takes away what a crash or the last session left. */
  private async tidy(): Promise<void> {
    await this.files.removeLeftovers();
    // A run that was cut off makes what it needs anew when it goes on. A read-only project keeps it.
    await rm(this.paths.training, { recursive: true, force: true }).catch(() => {});
    await dropRemovedVersions(this.db);
  }

  /** Looks from time to time whether a backup is due; one that fails, as on a full disk, is tried again. */
  private keepBackups(): this {
    this.backups = setInterval(() => this.backUp(), backUpEvery).unref();
    return this;
  }

  private backUp(): void {
    this.backedUp = this.during(this.backedUp.then(() => backUp(this.paths)).catch(() => {}));
  }

  /** The project, made ready; closed again where that fails. */
  private async orClose(makeReady: () => Promise<void>): Promise<this> {
    try {
      await makeReady();
      return this;
    } catch (error) {
      await this.close();
      throw error;
    }
  }

  /** What the window shows of it. */
  async describe(): Promise<Project> {
    const [photos, products] = await Promise.all([this.count('photos'), this.count('products')]);
    return {
      folder: this.folder,
      name: (await this.settings.get('name')) ?? basename(this.folder),
      photoCount: photos,
      productCount: products,
      modelRunId: await this.settings.get('modelRunId'),
      backbone: await this.settings.get('backbone'),
      threshold: await this.threshold(),
      productShifts: await this.settings.get('productShifts'),
      restored: this.restored,
    };
  }

  /** The score from which a photo is taken to show a product. */
  async threshold(): Promise<number> {
    return (await this.settings.get('threshold')) ?? defaultThreshold;
  }

  /** The same for each product, by its id. */
  async thresholdOf(): Promise<ThresholdOf> {
    const [threshold, shifts] = [await this.threshold(), await this.settings.get('productShifts')];
    return (productId) => moveScore(threshold, shifts?.[productId] ?? 0);
  }

  isAt(folder: string): boolean {
    return resolve(folder) === this.folder;
  }

  get isClosing(): boolean {
    return this.closing;
  }

  /** Work that the project is not closed under; it should end soon once `isClosing`. */
  during<T>(work: Promise<T>): Promise<T> {
    this.work.add(work);
    return work.finally(() => this.work.delete(work));
  }

  async close(): Promise<void> {
    this.closing = true;
    if (this.backups) clearInterval(this.backups);
    await Promise.allSettled(this.work);
    // Everything into the one file, so that the folder can be copied without its write-ahead log. On a full disk
    // it stays in the log, where it is as safe.
    await sql`PRAGMA wal_checkpoint(TRUNCATE)`.execute(this.db).catch(() => {});
    await this.db.destroy();
    letGoOfFiles();
    await this.lock.release();
  }

  private async count(table: 'photos' | 'products'): Promise<number> {
    const row = await this.db
      .selectFrom(table)
      .select((q) => q.fn.countAll<number>().as('n'))
      .where('removed_at', 'is', null)
      .executeTakeFirstOrThrow();
    return row.n;
  }
}

/** The article's, until the user tunes it. */
const defaultThreshold = 0.95;

/** Where there is a database, or at least backups of one. */
async function isProject(folder: string): Promise<boolean> {
  const paths = pathsOf(folder);
  const database = await stat(paths.database).catch(() => null);
  return database ? database.isFile() : (await listBackups(paths)).length > 0;
}

interface Opened {
  db: Database;
  restored: Restored | null;
}

const openNew = async ({ database }: ProjectPaths): Promise<Opened> => ({
  db: openDatabase(database),
  restored: null,
});

async function openOrRestore(paths: ProjectPaths): Promise<Opened> {
  try {
    return { db: await openWhole(paths), restored: null };
  } catch (error) {
    const restored = isDamage(error) ? await restore(paths) : null;
    if (!restored) throw error;
    return { db: openDatabase(paths.database), restored };
  }
}

/** An empty or missing file would be made into a new project's database. */
async function openWhole({ database }: ProjectPaths): Promise<Database> {
  const file = await stat(database).catch(() => null);
  if (!file?.size) throw damaged('It is empty or missing.');
  return openDatabase(database);
}
