import type { Product } from '@shared/domain';
import { attempt } from '../app/errors';
import { notifyDone } from '../app/notices';
import { perform } from '../app/undo';
import { call } from '../engine/connection';
import { runJob } from '../engine/jobs';
import { t } from '../i18n';
import { addDraftPhotos, clearDraft, loadProducts, useRegister } from './register-store';

/** What can be done to products; each can be undone. */

const photosPerClass = 4;

export async function chooseDraftPhotos(): Promise<void> {
  await addDraftPhotos(await window.studio.choosePhotos());
}

/** Saves the product unless it is too much like another; then the user is asked first. */
export async function saveDraft(): Promise<void> {
  const { name, photos, saving } = useRegister.getState();
  if (saving || !name.trim() || !photos.length) return;
  useRegister.setState({ saving: true });
  const sources = photos.map(({ path }) => ({ path }));
  const found = await attempt(() => call('registry.lookalike', { photos: sources }));
  useRegister.setState({ saving: false, lookalike: found?.lookalike ?? null });
  if (found && !found.lookalike) await saveAnyway();
}

export async function saveAnyway(): Promise<void> {
  const { name, photos } = useRegister.getState();
  useRegister.setState({ saving: true, lookalike: null });
  const done = await perform(
    registration(
      name.trim(),
      photos.map(({ path }) => ({ path })),
    ),
  );
  useRegister.setState({ saving: false });
  if (!done) return;
  clearDraft();
  notifyDone(t('register.saved', { name: name.trim() }));
}

/** The files may be gone when it is done again, so then the product is put back rather than made anew. */
function registration(name: string, photos: { path: string }[]) {
  let id: number | null = null;
  return {
    async do() {
      if (id === null) id = (await call('registry.register', { name, photos })).id;
      else await call('registry.restore', { id });
    },
    async undo() {
      if (id !== null) await call('registry.remove', { id });
    },
  };
}

export async function replacePhotos({ id, name, references }: Product): Promise<void> {
  const paths = await window.studio.choosePhotos();
  if (!paths.length) return;
  const before = references.map(({ photoId }) => ({ photoId }));
  const done = await perform({
    do: () => call('registry.replacePhotos', { id, photos: paths.map((path) => ({ path })) }),
    undo: () => call('registry.replacePhotos', { id, photos: before }),
  });
  if (done) notifyDone(t('register.replaced', { name }));
}

export async function registerClasses(): Promise<void> {
  const added = await attempt(() =>
    runJob('register', (job) => call('registry.registerClasses', { references: photosPerClass, job })),
  );
  // A run that was cancelled has added the products it came to.
  if (!added) return loadProducts();
  if (added.length) notifyDone(t('register.fromClassesDone', { count: added.length }));
  else notifyDone(t('register.fromClassesNone'));
}
