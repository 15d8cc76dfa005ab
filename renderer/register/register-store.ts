import { create } from 'zustand';
import type { Lookalike, Product } from '@shared/domain';
import type { ListReport } from '@shared/product-list';
import { attempt } from '../app/errors';
import { onProjectOpened } from '../app/project-store';
import { call, on } from '../engine/connection';

/** A photo file chosen for the product that is being added; `photoId` once it can be shown. */
export interface DraftPhoto {
  path: string;
  photoId: string | null;
}

/** What is asked before photos are saved that look like another product's. */
export interface LookalikeQuestion {
  found: Lookalike;
  save(): void;
  choosePhotos(): void;
}

interface RegisterStore {
  products: Product[];
  loaded: boolean;
  name: string;
  photos: DraftPhoto[];
  saving: boolean;
  /** What photos were found to be too much like; shown until the user decides. */
  lookalike: LookalikeQuestion | null;
  /** The product whose photos are shown. */
  photosOf: number | null;
  /** What the list imported last did; shown until it is closed. */
  report: ListReport | null;
}

const empty = {
  products: [],
  loaded: false,
  name: '',
  photos: [],
  saving: false,
  lookalike: null,
  photosOf: null,
  report: null,
};

export const useRegister = create<RegisterStore>()(() => empty);

onProjectOpened((_project, again) => {
  if (!again) useRegister.setState(empty);
  void loadProducts();
});
on('project.changed', ({ what }) => {
  if (what === 'registry' || what === 'model') void loadProducts();
});

export async function loadProducts(): Promise<void> {
  try {
    useRegister.setState({ products: await call('registry.list', {}), loaded: true });
  } catch {
    // The project was closed, or the engine died and the project will be opened again.
  }
}

/** They are shown as soon as the engine has read them; one that cannot be read is reported and taken out. */
export async function addDraftPhotos(paths: string[]): Promise<void> {
  const { photos, saving } = useRegister.getState();
  // What is being saved is what was checked.
  if (saving) return;
  const added = paths.filter((path) => !photos.some((photo) => photo.path === path));
  if (!added.length) return;
  useRegister.setState({ photos: [...photos, ...added.map((path) => ({ path, photoId: null }))] });
  const previews = await attempt(() => call('registry.preview', { paths: added }));
  if (!previews) return added.forEach(removeDraftPhoto);
  const ids = new Map(previews.map(({ path, photoId }) => [path, photoId]));
  useRegister.setState((state) => ({
    photos: state.photos.map((photo) => ({
      ...photo,
      photoId: photo.photoId ?? ids.get(photo.path) ?? null,
    })),
  }));
}

export function removeDraftPhoto(path: string): void {
  useRegister.setState(({ photos }) => ({ photos: photos.filter((photo) => photo.path !== path) }));
}

export const clearDraft = (): void => useRegister.setState({ name: '', photos: [], lookalike: null });
