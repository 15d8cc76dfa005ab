import type { VersionDifference } from '@shared/domain';
import type { Snapshot } from './snapshot';

/** What differs between two states of a dataset; labels are the same where their classes have one id. */
export function compareSnapshots(before: Snapshot, now: Snapshot): VersionDifference {
  const old = new Map(before.photos.map((photo) => [photo.id, photo]));
  const difference = { added: 0, removed: 0, labels: 0, splits: 0, boxes: 0 };
  for (const { id, class_id, split, box } of now.photos) {
    const was = old.get(id);
    old.delete(id);
    if (!was) difference.added++;
    else {
      if (was.class_id !== class_id) difference.labels++;
      if (was.split !== split) difference.splits++;
      if (was.box !== box) difference.boxes++;
    }
  }
  return { ...difference, removed: old.size, classes: countClasses(before, now) };
}

/** Classes that came, went, or have another name, colour or kind. */
function countClasses(before: Snapshot, now: Snapshot): number {
  const [old, fresh] = [before, now].map(({ classes }) => new Map(classes.map((one) => [one.id, one])));
  const ids = new Set([...old.keys(), ...fresh.keys()]);
  return [...ids].filter((id) => JSON.stringify(old.get(id)) !== JSON.stringify(fresh.get(id))).length;
}
