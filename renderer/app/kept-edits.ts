import { call } from '../engine/connection';
import { attempt } from './errors';
import { onProjectOpened } from './project-store';
import { type Action, perform, remember, useHistory } from './undo';

/** Edits that the project itself keeps, so that they can be undone after a restart too. */

export type EditKind = 'photos' | 'products';

/** An edit that the project keeps, as something that can be undone. */
const keptEdit = (kind: EditKind, edit: number): Action => ({
  do: () => call(`${kind}.setUndone`, { edit, undone: false }),
  undo: () => call(`${kind}.setUndone`, { edit, undone: true }),
});

type Work = () => Promise<{ edit: number | null }>;

/** Work that the project keeps as an edit, done again and undone by that; `edit` is `null` where nothing differed. */
export function keeping(kind: EditKind, work: Work): Action {
  let kept: Action | null = null;
  return {
    async do() {
      if (kept) return kept.do();
      const { edit } = await work();
      if (edit !== null) kept = keptEdit(kind, edit);
    },
    undo: async () => kept?.undo(),
    isEmpty: () => kept === null,
  };
}

/** Does what the project keeps as an edit. */
export const performKept = (kind: EditKind, work: Work): Promise<boolean> => perform(keeping(kind, work));

/** Remembers an edit that something else has done, such as an import. */
export function rememberEdit(kind: EditKind, edit: number | null): void {
  if (edit !== null) remember(keptEdit(kind, edit));
}

onProjectOpened((_project, again) => {
  if (!again) void attempt(recallEdits);
});

/** Puts the edits of earlier sessions, in the order they were made, before what was done since. */
async function recallEdits(): Promise<void> {
  const of = async (kind: EditKind) =>
    (await call(`${kind}.edits`, {})).map((edit) => ({ ...edit, action: keptEdit(kind, edit.edit) }));
  const edits = [...(await of('photos')), ...(await of('products'))].sort((a, b) => (a.at < b.at ? -1 : 1));
  const past = edits.filter(({ undone }) => !undone).map(({ action }) => action);
  const future = edits.filter(({ undone }) => undone).map(({ action }) => action);
  useHistory.setState((now) => ({
    past: [...past, ...now.past],
    future: [...now.future, ...future.reverse()],
  }));
}
