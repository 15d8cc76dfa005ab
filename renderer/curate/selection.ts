import type { Photo } from '@shared/domain';
import { useCurate } from './curate-store';

/** Selecting as in a file manager: a click alone, with Ctrl one more or less, with Shift the range. */
export function select(
  photo: Photo,
  shown: readonly Photo[],
  keys: { range: boolean; toggle: boolean },
): void {
  useCurate.setState(({ selected, anchor }) => {
    if (keys.range && anchor) return { selected: new Set(rangeBetween(shown, anchor, photo.id)) };
    if (!keys.toggle) return { selected: new Set([photo.id]), anchor: photo.id };
    const next = new Set(selected);
    if (!next.delete(photo.id)) next.add(photo.id);
    return { selected: next, anchor: photo.id };
  });
}

export function selectAll(shown: readonly Photo[]): void {
  useCurate.setState({ selected: new Set(shown.map((photo) => photo.id)) });
}

export function selectNone(): void {
  useCurate.setState({ selected: new Set(), anchor: null });
}

function rangeBetween(shown: readonly Photo[], one: string, other: string): string[] {
  const at = [one, other].map((id) => shown.findIndex((photo) => photo.id === id));
  const [first, last] = [Math.min(...at), Math.max(...at)];
  return shown.slice(Math.max(first, 0), last + 1).map((photo) => photo.id);
}
