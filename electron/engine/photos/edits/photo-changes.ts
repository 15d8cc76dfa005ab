import type { PhotoEdit, PhotoState } from './photo-edit';

type Change = PhotoEdit['photos'][number];

/** Photos of an edit, those that change alike together. */
export class PhotoChanges {
  private readonly alike = new Map<string, Change>();

  add(id: string, before: PhotoState, after: PhotoState): void {
    const key = JSON.stringify([before, after]);
    const change = this.alike.get(key) ?? { ids: [], before, after };
    change.ids.push(id);
    this.alike.set(key, change);
  }

  list(): Change[] {
    return [...this.alike.values()];
  }
}
