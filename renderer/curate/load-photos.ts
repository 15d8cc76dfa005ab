import { fewPhotos, type Photo } from '@shared/domain';
import { onProjectOpened } from '../app/project-store';
import { forgetHistory } from '../app/undo';
import { call, on } from '../engine/connection';
import { empty, useCurate } from './curate-store';
import { merged } from './merge-photos';

/** Keeps the photos and classes that the window holds as the project has them. */

onProjectOpened((_project, again) => {
  if (!again) {
    useCurate.setState(empty);
    forgetHistory();
  }
  void loadPhotos();
});
on('project.changed', ({ what, photos }) => {
  if (what === 'photos') void loadPhotos(photos);
});

/** Photos to load again; `all` once nobody knows which. */
let stale: Set<string> | 'all' | null = null;
let loading = false;

/** Loads classes and photos again, all or only some; changes while it does lead to one more load, not to many. */
export async function loadPhotos(ids?: readonly string[]): Promise<void> {
  stale = ids && stale !== 'all' ? new Set([...(stale ?? []), ...ids]) : 'all';
  if (loading) return;
  loading = true;
  while (stale) {
    const asked: Set<string> | 'all' = stale;
    stale = null;
    const whole = asked === 'all' || asked.size > fewPhotos || !useCurate.getState().loaded;
    // It fails where the project was closed, or the engine died and the project will be opened again.
    await (whole ? loadAll() : loadSome(asked)).catch(() => {});
  }
  loading = false;
}

async function loadAll(): Promise<void> {
  const [photos, classes] = await Promise.all([call('photos.list', {}), call('classes.list', {})]);
  useCurate.setState({ photos, classes, loaded: true });
}

async function loadSome(ids: ReadonlySet<string>): Promise<void> {
  const none = Promise.resolve<Photo[]>([]);
  const [found, classes] = await Promise.all([
    ids.size ? call('photos.list', { ids: [...ids] }) : none,
    call('classes.list', {}),
  ]);
  useCurate.setState(({ photos }) => ({ photos: ids.size ? merged(photos, ids, found) : photos, classes }));
}
