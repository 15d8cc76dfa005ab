import type { Product, ReferenceChange } from '@shared/domain';
import { attempt } from '../app/errors';
import { notifyDone } from '../app/notices';
import { perform } from '../app/undo';
import { call } from '../engine/connection';
import { runJob } from '../engine/jobs';
import { t } from '../i18n';
import {
  addDraftPhotos,
  clearDraft,
  loadProducts,
  type LookalikeQuestion,
  useRegister,
} from './register-store';
import { addition, registration } from './registration';

/** What can be done to products. */

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
  useRegister.setState({ saving: false });
  if (!found) return;
  const choosePhotos = () => void chooseDraftPhotos();
  if (found.lookalike) ask({ found: found.lookalike, save: () => void saveAnyway(), choosePhotos });
  else await saveAnyway();
}

async function saveAnyway(): Promise<void> {
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

const ask = (lookalike: LookalikeQuestion) => useRegister.setState({ lookalike });

/** Asks first where the new photos would be taken for another product. */
export async function replacePhotos(product: Product): Promise<void> {
  const paths = await window.studio.choosePhotos();
  if (!paths.length) return;
  const photos = paths.map((path) => ({ path }));
  const found = await attempt(() => call('registry.lookalike', { photos, except: product.id }));
  if (!found) return;
  const save = () => void replaceWith(product, photos);
  if (found.lookalike) ask({ found: found.lookalike, save, choosePhotos: () => void replacePhotos(product) });
  else save();
}

async function replaceWith({ id, name, references }: Product, photos: { path: string }[]): Promise<void> {
  const before = references.map((one) => one.id);
  let after: number[] | null = null;
  const there = (ids: number[], removed: boolean) => ids.map((one) => ({ id: one, removed }));
  const done = await perform({
    async do() {
      if (after) return changeReferences([...there(before, true), ...there(after, false)]);
      const replaced = await call('registry.replacePhotos', { id, photos });
      after = replaced.references.map((one) => one.id);
    },
    undo: () => changeReferences([...there(after ?? [], true), ...there(before, false)]),
  });
  if (done) notifyDone(t('register.replaced', { name }));
}

/** Asks for photos more of a product. */
export async function addPhotos(id: number, name: string): Promise<void> {
  const paths = await window.studio.choosePhotos();
  if (!paths.length) return;
  const known = useRegister.getState().products.find((product) => product.id === id);
  if (!known) return;
  const photos = paths.map((path) => ({ path }));
  const done = await perform(addition(known, photos));
  if (done) notifyDone(t('register.added', { name }));
}

const changeReferences = async (changes: ReferenceChange[]): Promise<void> => {
  if (changes.length) await call('registry.changeReferences', { changes });
};

export async function registerClasses(): Promise<void> {
  const added = await attempt(() =>
    runJob('register', (job) => call('registry.registerClasses', { references: photosPerClass, job })),
  );
  // A run that was cancelled has added the products it came to.
  if (!added) return loadProducts();
  if (added.length) notifyDone(t('register.fromClassesDone', { count: added.length }));
  else notifyDone(t('register.fromClassesNone'));
}
