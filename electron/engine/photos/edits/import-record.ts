import type { Database } from '../../project/database';
import { photoEdits } from './log';

/** What an import brings, as one edit: undone, its photos are out again and the classes it made are gone. */
export class ImportRecord {
  private readonly byClass = new Map<number | null, string[]>();

  private constructor(
    private readonly db: Database,
    private readonly known: ReadonlySet<number>,
    private readonly startedAt: string,
  ) {}

  static async start(db: Database): Promise<ImportRecord> {
    const rows = await db.selectFrom('classes').select('id').execute();
    return new ImportRecord(db, new Set(rows.map(({ id }) => id)), new Date().toISOString());
  }

  add(photoId: string, classId: number | null): void {
    const ids = this.byClass.get(classId) ?? [];
    ids.push(photoId);
    this.byClass.set(classId, ids);
  }

  /** Keeps the edit; `null` where nothing was imported. */
  async end(): Promise<number | null> {
    if (!this.byClass.size) return null;
    const rows = await this.db.selectFrom('classes').selectAll().execute();
    const made = rows.filter(({ id }) => !this.known.has(id));
    return photoEdits.record(this.db, {
      photos: [...this.byClass].map(([class_id, ids]) => ({
        ids,
        before: { removed_at: this.startedAt },
        after: { removed_at: null, class_id },
      })),
      classes: made.map((after) => ({ before: null, after })),
    });
  }
}
