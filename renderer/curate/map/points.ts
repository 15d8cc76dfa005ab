import type { Photo, PhotoClass, PhotoMap } from '@shared/domain';
import { inside, type Lasso } from '../lasso';

/** The map's points that are still photos, `faint` where they are not among those shown. */
export interface MapPoints {
  photos: Photo[];
  points: Float32Array;
  /** A class's colour; `null` for no label. */
  colors: (string | null)[];
  faint: boolean[];
  outlier: boolean[];
  /** How many photos are not on the map. */
  missing: number;
}

export function pointsOf(
  map: PhotoMap,
  photos: readonly Photo[],
  shown: readonly Photo[],
  classes: readonly PhotoClass[],
): MapPoints {
  const byId = new Map(photos.map((photo) => [photo.id, photo]));
  const colorOf = new Map(classes.map(({ id, color }) => [id, color]));
  const visible = new Set(shown.length === photos.length ? [] : shown.map(({ id }) => id));
  const outliers = new Set(map.outliers);
  const at = map.ids.flatMap((id, i) => (byId.has(id) ? [i] : []));
  const there = at.map((i) => byId.get(map.ids[i])!);
  return {
    photos: there,
    points: Float32Array.from(at.flatMap((i) => [map.points[2 * i], map.points[2 * i + 1]])),
    colors: there.map(({ classId }) => (classId === null ? null : (colorOf.get(classId) ?? null))),
    faint: there.map(({ id }) => shown.length !== photos.length && !visible.has(id)),
    outlier: there.map(({ id }) => outliers.has(id)),
    missing: photos.length - there.length,
  };
}

/** Ids of the photos that a lasso holds; not of faint ones. */
export const idsInside = (lasso: Lasso, screen: Float32Array, { photos, faint }: MapPoints): string[] =>
  photos.flatMap(({ id }, i) => (!faint[i] && inside(lasso, screen[2 * i], screen[2 * i + 1]) ? [id] : []));
