import type { Photo } from '@shared/domain';

/** The list with the photos of `ids` as they were `found`, in its order; those that were not found are gone. */
export function merged(photos: readonly Photo[], ids: ReadonlySet<string>, found: readonly Photo[]): Photo[] {
  const fresh = new Map(found.map((photo) => [photo.id, photo]));
  const kept = photos.flatMap((photo) => {
    if (!ids.has(photo.id)) return [photo];
    const now = fresh.get(photo.id);
    fresh.delete(photo.id);
    return now ? [now] : [];
  });
  return fresh.size ? [...kept, ...fresh.values()].sort(inOrder) : kept;
}

/** As the engine lists them. */
const inOrder = (a: Photo, b: Photo) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.id < b.id ? -1 : 1);
