import { create } from 'zustand';
import type { PhotoMap } from '@shared/domain';
import { attempt } from '../../app/errors';
import { onProjectOpened } from '../../app/project-store';
import { call } from '../../engine/connection';
import { runJob } from '../../engine/jobs';
import type { Viewport } from './viewport';

interface MapStore {
  /** Whether the map is shown in the place of the grid. */
  shown: boolean;
  /** `null` until it has been drawn. */
  map: PhotoMap | null;
  /** `null`: all of it in view. */
  viewport: Viewport | null;
}

const empty: MapStore = { shown: false, map: null, viewport: null };

/** The photos laid out by what they show. */
export const useMap = create<MapStore>()(() => empty);

onProjectOpened((_project, again) => again || useMap.setState(empty));

export async function drawMap(): Promise<void> {
  const map = await attempt(() => runJob('map', (job) => call('photos.map', { job })));
  if (map) useMap.setState({ map, viewport: null });
}
