import { fold } from '../change';
import { isBlank, isCreation } from './adopt';
import type { Draft } from './draft';

/** Of a field that both sides changed, theirs stands and ours is kept for somebody to decide. */
export function collide(draft: Draft): void {
  const theirs = fold(draft.theirs);
  for (const [uid, { fields }] of draft.mine()) {
    const other = theirs.get(uid)?.fields ?? {};
    for (const [field, value] of Object.entries(fields)) {
      if (field === 'removed' || !(field in other) || other[field] === value) continue;
      // Nobody meant what a new product leaves blank.
      if (isCreation(other) && isBlank(other[field])) continue;
      draft.giveWay(uid, field);
    }
  }
}
