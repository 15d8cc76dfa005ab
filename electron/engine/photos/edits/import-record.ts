import type { Database } from '../../project/database';
import { photoEdits } from './log';
import type { ClassRow, PhotoEdit, PhotoState } from './photo-edit';

/** What an import brings, as one edit: undone, photos are as they were and the classes it made are gone. */
export class ImportRecord {
  private readonly startedAt = new Date().toISOString();
  private readonly photos = new Map<string, PhotoEdit['photos'][number]>();
  private readonly classes: PhotoEdit['classes'] = [];

  /** `before`: of a photo that had been removed. */
  addPhoto(id: string, before: PhotoState | undefined, after: PhotoState): void {
    const { class_id, removed_at } = after;
    const change = before
      ? { before, after }
      : { before: { removed_at: this.startedAt }, after: { class_id, removed_at } };
    const key = JSON.stringify(change);
    const group = this.photos.get(key) ?? { ids: [], ...change };
    group.ids.push(id);
    this.photos.set(key, group);
  }

  addClass(after: ClassRow): void {
    this.classes.push({ before: null, after });
  }

  /** Keeps the edit; `null` where nothing was imported. */
  async end(db: Database): Promise<number | null> {
    if (!this.photos.size) return null;
    return photoEdits.record(db, { photos: [...this.photos.values()], classes: this.classes });
  }
}
