import type { Taught } from '@shared/domain';
import { notifyDone } from '../app/notices';
import { perform } from '../app/undo';
import { call } from '../engine/connection';
import { t } from '../i18n';

/** Teaches what a photo shows, `null` for no product; can be undone. A photo that could not be had teaches nothing. */
export async function teach(
  photo: Promise<string | undefined>,
  productId: number | null,
  name: string,
): Promise<void> {
  const photoId = await photo;
  if (!photoId) return;
  let taught: Taught | null = null;
  const done = await perform({
    async do() {
      if (taught) await setThere(taught, true);
      else taught = await call('recognise.teach', { photoId, productId });
    },
    undo: async () => taught && setThere(taught, false),
    isEmpty: () => taught !== null && taught.edit === null && !taught.references.length,
  });
  if (done) notifyDone(t('recognise.teach.done', { name }));
}

async function setThere({ references, edit }: Taught, there: boolean): Promise<void> {
  if (references.length) {
    const changes = references.map((id) => ({ id, removed: !there }));
    await call('registry.changeReferences', { changes });
  }
  if (edit !== null) await call('photos.setUndone', { edit, undone: !there });
}
