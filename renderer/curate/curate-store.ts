import { create } from 'zustand';
import type { Box } from '@shared/box';
import type { ImportReport, Photo, PhotoClass, Split } from '@shared/domain';
import type { Issue, PhotoIssue } from '@shared/review';
import { alone, nothing, type Selection } from './selection';

/** What the Photos room shows. `group`: `all`, `unlabelled`, or a class id. */
export interface PhotoView {
  group: 'all' | 'unlabelled' | number;
  split: Split | 'any';
  text: string;
  /** Only photos with this issue, worst first. */
  issue: Issue | null;
}

export interface CurateStore extends Selection {
  photos: Photo[];
  classes: PhotoClass[];
  loaded: boolean;
  view: PhotoView;
  report: ImportReport | null;
  /** The photo that is shown large. */
  open: string | null;
  /** The photo of the scene without a product. */
  emptyScene: string | null;
  /** Boxes that nobody has taken yet, by photo. */
  suggestions: ReadonlyMap<string, Box>;
  /** What a look over the photos found; `null` before one. */
  issues: PhotoIssue[] | null;
  /** The label that each suspect looks like. */
  hints: ReadonlyMap<string, string>;
  /** The dialog for a dataset that comes in or goes out. */
  dataset: 'in' | 'out' | null;
}

export const empty = {
  photos: [],
  classes: [],
  loaded: false,
  view: { group: 'all', split: 'any', text: '', issue: null } as PhotoView,
  ...nothing,
  report: null,
  dataset: null,
  open: null,
  emptyScene: null,
  suggestions: new Map<string, Box>(),
  issues: null,
  hints: new Map<string, string>(),
};

export const useCurate = create<CurateStore>()(() => empty);

/**
 * Changes what is shown; a selection that is out of sight would be changed unseen, so it goes. Choosing a group leaves
 * the review.
 */
export function setView(changes: Partial<PhotoView>): void {
  useCurate.setState(({ view }) => ({
    view: { ...view, ...('group' in changes ? { issue: null } : {}), ...changes },
    open: null,
    ...nothing,
  }));
}

/** Shows a photo large; it alone is selected, so that keys change what is seen and nothing else. */
export const openPhoto = (id: string): void => useCurate.setState({ open: id, ...alone(id) });

export function openCursor(): void {
  const { cursor } = useCurate.getState();
  if (cursor !== null) openPhoto(cursor);
}

export function visiblePhotos(photos: readonly Photo[], view: PhotoView): Photo[] {
  const text = view.text.trim().toLowerCase();
  return photos.filter(
    (photo) =>
      (view.group === 'all' ||
        (view.group === 'unlabelled' ? photo.classId === null : photo.classId === view.group)) &&
      (view.split === 'any' || photo.split === view.split) &&
      (!text || photo.name.toLowerCase().includes(text)),
  );
}
