import { create } from 'zustand';
import type { Product } from '@shared/domain';
import { onProjectOpened } from '../app/project-store';
import { call, on } from '../engine/connection';

/** A photo file chosen for the product that is being added; `preview` where the page may show it. */
export interface DraftPhoto {
  path: string;
  preview: string | null;
}

interface RegisterStore {
  products: Product[];
  loaded: boolean;
  name: string;
  photos: DraftPhoto[];
  saving: boolean;
}

const empty = { products: [], loaded: false, name: '', photos: [], saving: false };

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

/** A dropped file can be shown at once; a file chosen in the system's dialog is only a path. */
const previews = new Map<string, string>();

export function rememberPreviews(files: FileList): void {
  for (const file of files) {
    if (file.type.startsWith('image/')) previews.set(window.studio.pathOf(file), URL.createObjectURL(file));
  }
}

export function addDraftPhotos(paths: string[]): void {
  useRegister.setState(({ photos }) => {
    const added = paths.filter((path) => !photos.some((photo) => photo.path === path));
    return {
      photos: [...photos, ...added.map((path) => ({ path, preview: previews.get(path) ?? null }))],
    };
  });
}

export function removeDraftPhoto(path: string): void {
  useRegister.setState(({ photos }) => ({ photos: photos.filter((photo) => photo.path !== path) }));
}

export function clearDraft(): void {
  previews.forEach((url) => URL.revokeObjectURL(url));
  previews.clear();
  useRegister.setState({ name: '', photos: [] });
}
