import type { Photo, PhotoClass, Split } from '@shared/domain';
import { attempt } from '../app/errors';
import { perform } from '../app/undo';
import { call } from '../engine/connection';
import { runJob } from '../engine/jobs';
import { useCurate } from './curate-store';
import { selectNone } from './selection';

/** What can be done to photos and classes; each can be undone. */

const chosen = (): Photo[] => {
  const { photos, selected } = useCurate.getState();
  return photos.filter((photo) => selected.has(photo.id));
};

/** Puts every photo back to the value it had: one call a value. */
async function restoreEach<T>(
  photos: readonly Photo[],
  valueOf: (photo: Photo) => T,
  write: (ids: string[], value: T) => Promise<unknown>,
) {
  const byValue = new Map<T, string[]>();
  for (const photo of photos) byValue.set(valueOf(photo), [...(byValue.get(valueOf(photo)) ?? []), photo.id]);
  for (const [value, ids] of byValue) await write(ids, value);
}

export async function labelSelected(classId: number | null): Promise<void> {
  const photos = chosen();
  if (!photos.length) return;
  const write = (ids: string[], value: number | null) => call('photos.label', { ids, classId: value });
  const ids = photos.map((photo) => photo.id);
  await perform({
    do: () => write(ids, classId),
    undo: () => restoreEach(photos, (photo) => photo.classId, write),
  });
}

export async function splitSelected(split: Split): Promise<void> {
  const photos = chosen();
  if (!photos.length) return;
  const write = (ids: string[], value: Split) => call('photos.setSplit', { ids, split: value });
  const ids = photos.map((photo) => photo.id);
  await perform({
    do: () => write(ids, split),
    undo: () => restoreEach(photos, (photo) => photo.split, write),
  });
}

export async function removeSelected(): Promise<void> {
  const ids = chosen().map((photo) => photo.id);
  if (!ids.length) return;
  await perform({ do: () => call('photos.remove', { ids }), undo: () => call('photos.restore', { ids }) });
  selectNone();
}

export async function createClass(name: string, kind: PhotoClass['kind']): Promise<PhotoClass | undefined> {
  return attempt(() => call('classes.create', { name, kind }));
}

export async function renameClass({ id, name }: PhotoClass, to: string): Promise<void> {
  if (!to.trim() || to.trim() === name) return;
  const rename = (value: string) => call('classes.rename', { id, name: value });
  await perform({ do: () => rename(to), undo: () => rename(name) });
}

/** Its photos become unlabelled; undo makes the class again and labels them as before. */
export async function removeClass({ id, name, kind }: PhotoClass): Promise<void> {
  const ids = useCurate
    .getState()
    .photos.filter((photo) => photo.classId === id)
    .map((photo) => photo.id);
  let current = id;
  await perform({
    do: () => call('classes.remove', { id: current }),
    undo: async () => {
      current = (await call('classes.create', { name, kind })).id;
      if (ids.length) await call('photos.label', { ids, classId: current });
    },
  });
}

export async function importPaths(paths: string[], unknown = false): Promise<void> {
  const report = await attempt(() =>
    runJob('import', (job) => call('photos.import', { paths, unknown, job })),
  );
  if (report) useCurate.setState({ report });
}

export async function importFolder(unknown = false): Promise<void> {
  const folder = await window.studio.chooseFolder('import');
  if (folder) await importPaths([folder], unknown);
}

export async function importFiles(): Promise<void> {
  const paths = await window.studio.choosePhotos();
  if (paths.length) await importPaths(paths);
}
