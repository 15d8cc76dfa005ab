import { attempt } from '../app/errors';
import { call } from '../engine/connection';
import { runJob } from '../engine/jobs';
import { setBoxes } from './actions';
import { useCurate } from './curate-store';

/** Crop boxes that are only suggested, until somebody takes them. */

/** The photo of the scene without a product that others are compared with. */
export const setEmptyScene = (emptyScene: string | null): void => useCurate.setState({ emptyScene });

/** Compares the selected photos, or all those given, with the empty scene. */
export async function suggestBoxes(ids: string[]): Promise<void> {
  const { emptyScene } = useCurate.getState();
  const others = ids.filter((id) => id !== emptyScene);
  if (!emptyScene || !others.length) return;
  const found = await attempt(() =>
    runJob('crop', (job) => call('photos.suggestBoxes', { ids: others, empty: emptyScene, job })),
  );
  if (!found) return;
  const boxes = found.flatMap(({ id, box }) => (box ? [[id, box] as const] : []));
  useCurate.setState(({ suggestions }) => ({ suggestions: new Map([...suggestions, ...boxes]) }));
}

export const acceptSuggestion = (id: string): Promise<void> => accept([id]);
export const acceptSuggestions = (): Promise<void> => accept([...useCurate.getState().suggestions.keys()]);
export const dismissSuggestions = (): void => useCurate.setState({ suggestions: new Map() });

async function accept(ids: string[]): Promise<void> {
  const { suggestions } = useCurate.getState();
  const boxes = ids.flatMap((id) => (suggestions.has(id) ? [{ id, box: suggestions.get(id)! }] : []));
  if (!boxes.length || !(await setBoxes(boxes))) return;
  useCurate.setState({ suggestions: new Map([...suggestions].filter(([id]) => !ids.includes(id))) });
}
