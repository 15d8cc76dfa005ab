import type { Box } from '@shared/box';
import type { DatasetFormat, PhotoClass, Split } from '@shared/domain';
import { attempt } from '../app/errors';
import { performKept, rememberEdit } from '../app/kept-edits';
import { call } from '../engine/connection';
import { runJob } from '../engine/jobs';
import { type CurateStore, setView, useCurate } from './curate-store';
import { loadPhotos } from './load-photos';
import { nothing } from './selection';

/** What can be done to photos and classes; the project keeps each as an edit that can be undone. */

const edit = (work: () => Promise<{ edit: number }>): Promise<boolean> => performKept('photos', work);

/** Photos that an action is for: those selected. */
const chosen = (): string[] => {
  const { photos, selected } = useCurate.getState();
  return photos.filter((photo) => selected.has(photo.id)).map(({ id }) => id);
};

export async function labelPhotos(ids: string[], classId: number | null): Promise<void> {
  if (ids.length) await edit(() => call('photos.label', { ids, classId }));
}

export const labelSelected = (classId: number | null): Promise<void> => labelPhotos(chosen(), classId);

export async function splitSelected(split: Split): Promise<void> {
  const ids = chosen();
  if (ids.length) await edit(() => call('photos.setSplit', { ids, split }));
}

export async function removeSelected(): Promise<void> {
  const ids = chosen();
  if (!ids.length) return;
  await edit(() => call('photos.remove', { ids }));
  useCurate.setState({ selected: nothing.selected });
}

export const setBox = (id: string, box: Box | null): Promise<boolean> => setBoxes([{ id, box }]);

/** They are shown at once; what the engine makes of them comes after. */
export async function setBoxes(boxes: { id: string; box: Box | null }[]): Promise<boolean> {
  const byId = new Map(boxes.map(({ id, box }) => [id, box]));
  useCurate.setState(({ photos }) => ({
    photos: photos.map((photo) => (byId.has(photo.id) ? { ...photo, box: byId.get(photo.id)! } : photo)),
  }));
  const done = await edit(() => call('photos.setBoxes', { boxes }));
  if (!done) void loadPhotos([...byId.keys()]);
  return done;
}

export const createClass = (name: string, kind: PhotoClass['kind']): Promise<boolean> =>
  edit(() => call('classes.create', { name, kind }));

/** Changes a class's name, colour or kind. */
export async function editClass(
  { id, ...now }: PhotoClass,
  changes: Partial<Pick<PhotoClass, 'name' | 'color' | 'kind'>>,
): Promise<void> {
  const name = changes.name?.trim() || now.name;
  const after = { name: now.name, color: now.color, kind: now.kind, ...changes };
  if (name === now.name && after.color === now.color && after.kind === now.kind) return;
  await edit(() => call('classes.edit', { id, ...changes, name }));
}

/** The photos of a class get the label of another, and the class goes. */
export async function mergeClass({ id }: PhotoClass, into: PhotoClass): Promise<void> {
  if (useCurate.getState().view.group === id) setView({ group: into.id });
  await edit(() => call('classes.merge', { ids: [id], into: into.id }));
}

/** Its photos become unlabelled. */
export async function removeClass({ id }: PhotoClass): Promise<void> {
  if (useCurate.getState().view.group === id) setView({ group: 'all' });
  await edit(() => call('classes.remove', { id }));
}

/** The class whose photos are shown: what is dropped among them belongs to it. */
export function classInView({ view, classes }: Pick<CurateStore, 'view' | 'classes'>): string | undefined {
  return classes.find(({ id }) => id === view.group)?.name;
}

/** Sub-folders become classes; loose files are labelled `className`, or not at all. */
export async function importPaths(
  paths: string[],
  options: { unknown?: boolean; className?: string; format?: DatasetFormat } = {},
): Promise<void> {
  const report = await attempt(() =>
    runJob('import', (job) => call('photos.import', { paths, ...options, job })),
  );
  if (!report) return;
  rememberEdit('photos', report.edit);
  useCurate.setState({ report });
}

export async function importFolder(unknown = false): Promise<void> {
  const folder = await window.studio.chooseFolder('import');
  if (folder) await importPaths([folder], { unknown });
}

export async function importFiles(): Promise<void> {
  const paths = await window.studio.choosePhotos();
  if (paths.length) await importPaths(paths, { className: classInView(useCurate.getState()) });
}
