import { useLayoutEffect, useRef } from 'react';
import { inSight, type Selection } from './selection';

/**
 * Drops what leaves the view from the selection, before a key can change it unseen.
 * @param change sets the selection of the view
 */
export function useSelectionInSight(
  ids: readonly string[],
  change: (update: (selection: Selection) => Selection) => void,
): void {
  const before = useRef(ids);
  useLayoutEffect(() => {
    change((selection) => inSight(selection, before.current, ids));
    before.current = ids;
  }, [ids, change]);
}
