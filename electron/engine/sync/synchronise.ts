import type { SyncResult } from '@shared/sync';
import type { OpenProject } from '../project/open-project';
import type { Change } from './change';
import { fetchPhotos, photosOf, type Progress, sendPhotos } from './photos';
import { link, readReplica, rewind } from './replica/link';
import { latestKnown, settleSent, take } from './replica/take';
import { readWaiting } from './replica/waiting';
import type { RegistryServer } from './server/registry-server';

export interface SyncListener {
  progress?: Progress;
  /** Changes of others are in the project, whatever comes after. */
  received?: () => void;
}

/**
 * Brings a project and the registry to the same state: what is new there comes here and is merged, then what waits here
 * goes there; again, where another studio was faster. It may be cut off anywhere and done again: photos come before the
 * changes that name them, changes are taken and added all or none, and one that was added without this studio hearing
 * of it is known again by its id.
 * @param shop what this studio is called in the registry
 * @throws StudioError `registry-…`, `photo-broken`, and what `listener.progress` throws
 */
export async function synchronise(
  { db, files }: Pick<OpenProject, 'db' | 'files'>,
  server: RegistryServer,
  shop: string,
  { progress = () => {}, received = () => {} }: SyncListener = {},
): Promise<SyncResult> {
  const result = { received: 0, sent: 0, photosReceived: 0, photosSent: 0 };
  await link(db, server.id);
  const known = await latestKnown(db);
  if (known && !(await server.has(known.seq, known.id))) await db.transaction().execute(rewind);
  for (;;) {
    const pulled = await server.pull((await readReplica(db)).cursor);
    result.photosReceived += await fetchPhotos(files, server, photosOf(pulled), progress);
    await take(db, pulled, shop);
    result.received += pulled.length;
    if (pulled.length) received();

    const waiting = await readWaiting(db);
    const photos = await sendPhotos(files, server, photosOf(waiting), progress);
    result.photosSent += photos.sent;
    const ready = withPhotos(waiting, photos.missing).map((one) => ({ ...one, author: one.author || shop }));
    if (!ready.length) return result;
    const { cursor } = await readReplica(db);
    if (!(await server.push(ready, cursor))) continue;
    const ids = ready.map(({ id }) => id);
    await settleSent(db, ids, cursor, shop);
    return { ...result, sent: result.sent + ids.length };
  }
}

/** A registered photo whose file is gone cannot be shared; all that is said of it waits. */
function withPhotos(changes: readonly Change[], missing: ReadonlySet<string>): Change[] {
  const held = new Set(
    changes.filter(({ fields }) => missing.has(String(fields.photo_id))).map(({ uid }) => uid),
  );
  return changes.filter(({ uid }) => !held.has(uid));
}
