import { StudioError } from '@shared/errors';
import { foldName } from '../../project/clean-name';
import type { Database } from '../../project/database';
import { freeName } from '../../project/free-name';
import { changing, type Done } from '../edits/log';
import { PhotoChanges } from '../edits/photo-changes';
import {
  classColumns,
  type ClassRow,
  type PhotoEdit,
  type PhotoState,
  stateColumns,
} from '../edits/photo-edit';
import { readSnapshot, type Snapshot } from './snapshot';

/**
 * Brings the dataset to what it was in a version, as one edit that can be undone: photos that came since are out, those
 * that went are back. Classes are put back with it; those that came since stay, empty, and under
 * another name where theirs comes back. Throws `not-found`.
 */
export function restoreVersion(db: Database, id: number): Promise<Done> {
  return changing(db, async (tx) => {
    const snapshot = await readSnapshot(tx, id);
    if (!snapshot) throw new StudioError('not-found', 'This version is not kept any more.');
    const classes = await tx.selectFrom('classes').select(classColumns).execute();
    const idNow = sameNames(snapshot.classes, classes);
    return {
      photos: await photoChanges(tx, snapshot, idNow),
      classes: classChanges(snapshot.classes, classes, idNow),
    };
  });
}

/** The id that a class goes by now: its own, or that of one made since under its name. */
function sameNames(old: readonly ClassRow[], now: readonly ClassRow[]): ReadonlyMap<number, number> {
  const ids = new Set(now.map(({ id }) => id));
  const own = new Set(old.map(({ id }) => id));
  // Not one of the version's own, which may have another name by now.
  const made = now.filter(({ id }) => !own.has(id));
  const byName = new Map(made.map(({ id, name }) => [foldName(name), id]));
  return new Map(old.map(({ id, name }) => [id, ids.has(id) ? id : (byName.get(foldName(name)) ?? id)]));
}

function classChanges(
  old: readonly ClassRow[],
  now: readonly ClassRow[],
  idNow: ReadonlyMap<number, number>,
): PhotoEdit['classes'] {
  const rows = new Map(now.map((row) => [row.id, row]));
  const back = old.map((row) => ({ ...row, id: idNow.get(row.id)! }));
  return [...back, ...movedAside(back, now)]
    .map((after) => ({ before: rows.get(after.id) ?? null, after }))
    .filter(({ before, after }) => JSON.stringify(before) !== JSON.stringify(after));
}

/** Classes made since that have a name which comes back, under a free one: “Tea (2)”. */
function movedAside(back: readonly ClassRow[], now: readonly ClassRow[]): ClassRow[] {
  const ids = new Set(back.map(({ id }) => id));
  const names = new Set(back.map(({ name }) => foldName(name)));
  const taken = new Set([...names, ...now.map(({ name }) => foldName(name))]);
  return now
    .filter(({ id, name }) => !ids.has(id) && names.has(foldName(name)))
    .map((row) => ({ ...row, name: freeName(row.name, (wish) => taken.has(foldName(wish))) }));
}

/** Photos that differ from the version, those that change alike together. */
async function photoChanges(
  db: Database,
  snapshot: Snapshot,
  idNow: ReadonlyMap<number, number>,
): Promise<PhotoEdit['photos']> {
  const wanted = new Map(snapshot.photos.map(({ id, ...state }) => [id, state]));
  const rows = await db
    .selectFrom('photos')
    .select(['id', ...stateColumns])
    .execute();
  const gone = new Date().toISOString();
  const changes = new PhotoChanges();
  for (const { id, ...now } of rows) {
    const state = wanted.get(id);
    const classId = state?.class_id == null ? null : (idNow.get(state.class_id) ?? null);
    const then: PhotoState = state
      ? { ...state, class_id: classId, removed_at: null }
      : { removed_at: now.removed_at ?? gone };
    const changed = (Object.keys(then) as (keyof PhotoState)[]).filter((key) => then[key] !== now[key]);
    if (!changed.length) continue;
    const only = (from: PhotoState) =>
      Object.fromEntries(changed.map((key) => [key, from[key]])) as PhotoState;
    changes.add(id, only(now), only(then));
  }
  return changes.list();
}
