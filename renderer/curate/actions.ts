import type { Photo, PhotoClass, Split } from '@shared/domain';
import { StudioError } from '@shared/errors';
import { attempt } from '../app/errors';
import { perform } from '../app/undo';
import { call } from '../engine/connection';
import { runJob } from '../engine/jobs';
import { type CurateStore, setView, useCurate } from './curate-store';
import { nothing } from './selection';

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
  const write = async (ids: string[], name: string | null) =>
    call('photos.label', { ids, classId: name === null ? null : await idOf(name) });
  const ids = photos.map((photo) => photo.id);
  const names = new Map(useCurate.getState().classes.map(({ id, name }) => [id, name]));
  const nameOf = (id: number | null) => (id === null ? null : (names.get(id) ?? null));
  await perform({
    do: () => write(ids, nameOf(classId)),
    undo: () => restoreEach(photos, (photo) => nameOf(photo.classId), write),
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
  useCurate.setState(nothing);
}

/** A class that undo made again has another id, so actions remember classes by name. */
async function idOf(name: string): Promise<number> {
  const found = (await call('classes.list', {})).find((one) => one.name === name);
  if (!found) throw new StudioError('not-found', `There is no class named ${name} any more.`);
  return found.id;
}

export function createClass(name: string, kind: PhotoClass['kind']): Promise<boolean> {
  return perform({
    do: () => call('classes.create', { name, kind }),
    undo: async () => call('classes.remove', { id: await idOf(name) }),
  });
}

export async function renameClass({ name }: PhotoClass, to: string): Promise<void> {
  const wanted = to.trim();
  if (!wanted || wanted === name) return;
  const rename = async (from: string, value: string) =>
    call('classes.rename', { id: await idOf(from), name: value });
  await perform({ do: () => rename(name, wanted), undo: () => rename(wanted, name) });
}

/** Its photos become unlabelled; undo makes the class again and labels them as before. */
export async function removeClass({ id, name, kind }: PhotoClass): Promise<void> {
  const { photos, view } = useCurate.getState();
  const ids = photos.filter((photo) => photo.classId === id).map((photo) => photo.id);
  if (view.group === id) setView({ group: 'all' });
  await perform({
    do: async () => call('classes.remove', { id: await idOf(name) }),
    undo: async () => {
      const again = await call('classes.create', { name, kind });
      if (ids.length) await call('photos.label', { ids, classId: again.id });
    },
  });
}

/** The class whose photos are shown: what is dropped among them belongs to it. */
export function classInView({ view, classes }: Pick<CurateStore, 'view' | 'classes'>): string | undefined {
  return classes.find(({ id }) => id === view.group)?.name;
}

/** Sub-folders become classes; loose files are labelled `className`, or not at all. */
export async function importPaths(
  paths: string[],
  options: { unknown?: boolean; className?: string } = {},
): Promise<void> {
  const report = await attempt(() =>
    runJob('import', (job) => call('photos.import', { paths, ...options, job })),
  );
  if (report) useCurate.setState({ report });
}

export async function importFolder(unknown = false): Promise<void> {
  const folder = await window.studio.chooseFolder('import');
  if (folder) await importPaths([folder], { unknown });
}

export async function importFiles(): Promise<void> {
  const paths = await window.studio.choosePhotos();
  if (paths.length) await importPaths(paths, { className: classInView(useCurate.getState()) });
}
