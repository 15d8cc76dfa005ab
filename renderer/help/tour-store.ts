import { create } from 'zustand';
import { setPreferences } from '../app/preferences-store';
import { openSample, useProject } from '../app/project-store';
import { goTo } from '../app/rooms';

/**
 * The stops of the five-minute tour: a room each, and the test ids of what is pointed at there, whichever is there first.
 * Products come before the threshold, which says nothing while there are none.
 */
export const stops = [
  { room: 'curate', targets: ['photo-grid'] },
  { room: 'train', targets: ['train-start', 'nav-train'] },
  { room: 'register', targets: ['register-from-classes', 'wizard-open'] },
  { room: 'tune', targets: ['threshold-suggest', 'nav-tune'] },
  { room: 'recognise', targets: ['recognise-add-photos'] },
] as const;

/** The stop that the tour is at; `null` while there is none. */
export const useTour = create<{ at: number | null }>()(() => ({ at: null }));

/** Begins at the first stop; where no project is open, in the sample project. */
export async function startTour(): Promise<void> {
  if (!useProject.getState().project) await openSample();
  if (useProject.getState().project) visit(0);
}

export function visit(at: number): void {
  goTo(stops[at].room);
  useTour.setState({ at });
}

/** Whether it was gone through or sent away: it is not offered again, but stays in the Help menu. */
export async function endTour(): Promise<void> {
  useTour.setState({ at: null });
  await setPreferences({ toured: true });
}

window.studio.onTourAsked(() => void startTour());
