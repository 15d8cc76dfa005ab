import { attempt } from '../app/errors';
import { notifyDone } from '../app/notices';
import { call } from '../engine/connection';
import { runJob } from '../engine/jobs';
import { t } from '../i18n';
import { setBoxes } from './actions';
import { useCurate } from './curate-store';

/** Crop boxes that are only suggested, until somebody takes them. */

/** The photo of the scene without a product that others are compared with. */
export const setEmptyScene = (emptyScene: string | null): void => useCurate.setState({ emptyScene });

/** Compares photos with the empty scene. */
export async function suggestBoxes(ids: string[]): Promise<void> {
  const { emptyScene } = useCurate.getState();
  if (emptyScene) await suggest(ids, emptyScene);
}

/** Looks for a bottle, a cup or a bowl in photos. */
export const findPackages = (ids: string[]): Promise<void> => suggest(ids, null);

async function suggest(ids: string[], empty: string | null): Promise<void> {
  const others = ids.filter((id) => id !== empty);
  if (!others.length) return;
  const found = await attempt(() =>
    runJob('crop', (job) => call('photos.suggestBoxes', { ids: others, empty, job })),
  );
  if (!found) return;
  const boxes = found.flatMap(({ id, box }) => (box ? [[id, box] as const] : []));
  if (!boxes.length) notifyDone(t('curate.crops.none', { count: others.length }));
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
