import { mkdir, readdir, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { sql } from 'kysely';
import type { Project } from '@shared/domain';
import { StudioError } from '@shared/errors';
import { PhotoFiles } from '../photos/photo-files';
import { type Database, damaged, openDatabase } from './database';
import { explained, isDesktopFile, notEmpty } from './folder';
import { ProjectLock } from './lock';
import { refuseLinks } from './no-links';
import { Settings } from './settings';

export interface ProjectPaths {
  photos: string;
  runs: string;
  models: string;
  cache: string;
  database: string;
}

/** A project folder that is open in this process and locked against others. */
export class OpenProject {
  readonly settings: Settings;
  readonly files: PhotoFiles;
  private closing = false;
  private readonly work = new Set<Promise<unknown>>();

  private constructor(
    readonly folder: string,
    readonly paths: ProjectPaths,
    readonly db: Database,
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
      const project = await OpenProject.start(root, false);
      return project.orClose(() => project.settings.set('name', name?.trim() || basename(root)));
    });
  }

  /** Opens a project. Throws `not-a-project`, `project-links`, `locked`, `project-newer`, `read-only`. */
  static async open(folder: string, takeOver = false): Promise<OpenProject> {
    const root = resolve(folder);
    const database = await stat(join(root, 'ramune.db')).catch(() => null);
    if (!database?.isFile())
      throw new StudioError('not-a-project', 'There is no Ramune Studio project in this folder.', root);
    if (database.size === 0) throw damaged('It is empty.');
    return explained(root, async () => {
      await refuseLinks(root);
      const project = await OpenProject.start(root, takeOver);
      return project.orClose(() => project.files.removeLeftovers());
    });
  }

  private static async start(folder: string, takeOver: boolean): Promise<OpenProject> {
    const lock = await ProjectLock.take(folder, takeOver);
    try {
      const paths = pathsOf(folder);
      await Promise.all([paths.photos, paths.runs, paths.cache].map((p) => mkdir(p, { recursive: true })));
      return new OpenProject(folder, paths, openDatabase(paths.database), lock);
    } catch (error) {
      await lock.release();
      throw error;
    }
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
    const tuned = await this.settings.get('threshold');
    return {
      folder: this.folder,
      name: (await this.settings.get('name')) ?? basename(this.folder),
      photoCount: photos,
      productCount: products,
      modelRunId: await this.settings.get('modelRunId'),
      backbone: await this.settings.get('backbone'),
      threshold: tuned ?? defaultThreshold,
      thresholdTuned: tuned !== null,
    };
  }

  /** The score from which a photo is taken to show a product. */
  async threshold(): Promise<number> {
    return (await this.settings.get('threshold')) ?? defaultThreshold;
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
    await Promise.allSettled(this.work);
    // Everything into the one file, so that the folder can be copied without its write-ahead log. On a full disk
    // it stays in the log, where it is as safe.
    await sql`PRAGMA wal_checkpoint(TRUNCATE)`.execute(this.db).catch(() => {});
    await this.db.destroy();
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

function pathsOf(folder: string): ProjectPaths {
  const inside = (name: string) => join(folder, name);
  return {
    photos: inside('photos'),
    runs: inside('runs'),
    models: inside('models'),
    cache: inside('cache'),
    database: inside('ramune.db'),
  };
}
