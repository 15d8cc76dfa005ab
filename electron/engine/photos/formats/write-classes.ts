import type { DatasetPhoto } from './write';

/** The classes that photos have, by name, and which of them are no products. */
export function classesOf(photos: readonly DatasetPhoto[]): { names: string[]; unknown: string[] } {
  const kinds = new Map(
    photos.flatMap(({ className, kind }) => (className === null ? [] : [[className, kind] as const])),
  );
  const names = [...kinds.keys()].sort();
  return { names, unknown: names.filter((name) => kinds.get(name) === 'unknown') };
}
