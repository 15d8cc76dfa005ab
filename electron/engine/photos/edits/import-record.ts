import type { Database } from '../../project/database';
import { photoEdits } from './log';
import { PhotoChanges } from './photo-changes';
import type { ClassRow, PhotoEdit, PhotoState } from './photo-edit';

/** What an import brings, as one edit: undone, photos are as they were and the classes it made are gone. */
export class ImportRecord {
  private readonly startedAt = new Date().toISOString();
  private readonly photos = new PhotoChanges();
  private readonly classes: PhotoEdit['classes'] = [];

  /** `before`: of a photo that had been removed. */
  addPhoto(id: string, before: PhotoState | undefined, after: PhotoState): void {
    const { class_id, removed_at } = after;
    if (before) this.photos.add(id, before, after);
    else this.photos.add(id, { removed_at: this.startedAt }, { class_id, removed_at });
  }

  addClass(after: ClassRow): void {
    this.classes.push({ before: null, after });
  }

  /** Keeps the edit; `null` where nothing was imported. */
  async end(db: Database): Promise<number | null> {
    const photos = this.photos.list();
    return photos.length ? photoEdits.record(db, { photos, classes: this.classes }) : null;
  }
}
