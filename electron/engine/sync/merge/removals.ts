import { type Change, fold } from '../change';
import type { Draft } from './draft';

/**
 * What one side took out while the other worked on it comes back, so that no work is lost out of sight, and the removal
 * is kept for somebody to decide. Work on a registered photo is work on its product.
 */
export function keepWhatIsWorkedOn(draft: Draft, parents: ReadonlyMap<string, string>): void {
  const [mine, theirs] = [draft.mine(), fold(draft.theirs)];
  const [workedOnHere, workedOnThere] = [workedOn(draft.waiting, parents), workedOn(draft.theirs, parents)];
  for (const [uid, { fields }] of mine) {
    if (fields.removed !== 1 || !workedOnThere.has(uid) || theirs.get(uid)?.fields.removed === 1) continue;
    const removal = draft.giveWay(uid, 'removed');
    draft.resets.push({ ...removal, fields: { removed: 0 }, lost: false, resolves: null });
  }
  for (const [uid, { entity, fields }] of theirs) {
    if (fields.removed !== 1 || !workedOnHere.has(uid) || mine.get(uid)?.fields.removed === 1) continue;
    draft.add(entity, uid, { removed: 0 });
    draft.keepLost(removalOf(draft.theirs, uid), 'removed');
  }
}

const removalOf = (changes: readonly Change[], uid: string): Change =>
  changes.filter((one) => !one.lost && one.uid === uid && one.fields.removed === 1).at(-1)!;

/** Objects that changes do more to than taking them out. */
function workedOn(changes: readonly Change[], parents: ReadonlyMap<string, string>): Set<string> {
  const found = new Set<string>();
  for (const { uid, fields, lost } of changes) {
    if (lost || Object.entries(fields).every(([field, value]) => field === 'removed' && value === 1))
      continue;
    found.add(uid);
    const parent = parents.get(uid);
    if (parent) found.add(parent);
  }
  return found;
}
