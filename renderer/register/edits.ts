import type { ProductChange } from '@shared/product';
import { attempt } from '../app/errors';
import { onProjectOpened } from '../app/project-store';
import { type Action, perform, useHistory } from '../app/undo';
import { call } from '../engine/connection';

/** Edits of products. The project keeps them, so they can be undone after a restart too. */

export const editProducts = (changes: ProductChange[]): Promise<boolean> =>
  perform(remembered(() => call('products.edit', { changes })));

export const removeProducts = (ids: number[]): Promise<boolean> =>
  perform(remembered(() => call('products.remove', { ids })));

/** An edit that the project keeps, as something that can be undone. */
export const keptEdit = (edit: number): Action => ({
  do: () => call('products.setUndone', { edit, undone: false }),
  undo: () => call('products.setUndone', { edit, undone: true }),
});

function remembered(work: () => Promise<{ edit: number | null }>): Action {
  let kept: Action | null = null;
  return {
    async do() {
      if (kept) return kept.do();
      const { edit } = await work();
      if (edit !== null) kept = keptEdit(edit);
    },
    undo: async () => kept?.undo(),
  };
}

onProjectOpened((_project, again) => {
  if (!again) void attempt(recallEdits);
});

/** Puts the edits of earlier sessions before what was done since the project was opened. */
async function recallEdits(): Promise<void> {
  const edits = await call('products.edits', {});
  const past = edits.filter(({ undone }) => !undone).map(({ edit }) => keptEdit(edit));
  const future = edits.filter(({ undone }) => undone).map(({ edit }) => keptEdit(edit));
  useHistory.setState((now) => ({
    past: [...past, ...now.past],
    future: [...now.future, ...future.reverse()],
  }));
}
