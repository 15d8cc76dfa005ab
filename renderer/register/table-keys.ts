import type { KeyboardEvent } from 'react';
import type { Product } from '@shared/domain';
import { move, nothing } from '../curate/selection';
import { removeProducts } from './edits';
import { keyOf, moveColumn, useTable } from './table-store';

/** What the keys do in the table while no cell is edited. */

const rowSteps: Record<string, number> = { ArrowUp: -1, ArrowDown: 1, PageUp: -12, PageDown: 12 };
const columnSteps: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, Home: -99, End: 99 };

export function onTableKey(event: KeyboardEvent, products: readonly Product[]): void {
  if (event.target instanceof HTMLElement && event.target.closest('button, input, select')) return;
  if (handled(event, products)) event.preventDefault();
}

function handled(event: KeyboardEvent, products: readonly Product[]): boolean {
  const { key, shiftKey } = event;
  const control = event.ctrlKey || event.metaKey;
  if (control && (key === 'Home' || key === 'End')) moveRow(products, key === 'Home' ? -1e9 : 1e9, shiftKey);
  else if (key in rowSteps) moveRow(products, rowSteps[key], shiftKey);
  else if (key in columnSteps) moveColumn(columnSteps[key]);
  else if (control && key === 'a') useTable.setState({ selected: new Set(products.map(keyOf)) });
  else if (key === ' ') toggleRow();
  else if (key === 'Enter' || key === 'F2') useTable.setState(({ cursor }) => ({ editing: cursor !== null }));
  else if (key === 'Delete') void removeChosen(products);
  else if (key === 'Escape') useTable.setState({ ...nothing, cursor: useTable.getState().cursor });
  else return false;
  return true;
}

/** With Shift the selection grows or shrinks to there; without, it stays and only the cell moves. */
function moveRow(products: readonly Product[], by: number, range: boolean): void {
  const keys = products.map(keyOf);
  useTable.setState((state) => {
    const moved = move({ ...state, anchor: state.anchor ?? state.cursor }, keys, by, range);
    return range ? moved : { cursor: moved.cursor, anchor: moved.anchor };
  });
}

function toggleRow(): void {
  useTable.setState(({ selected, cursor }) => {
    if (cursor === null) return {};
    const next = new Set(selected);
    if (!next.delete(cursor)) next.add(cursor);
    return { selected: next, anchor: cursor };
  });
}

/** Takes out the selected products, or the one under the cursor. */
export async function removeChosen(products: readonly Product[]): Promise<void> {
  const { selected, cursor } = useTable.getState();
  const keys = selected.size ? selected : new Set([cursor]);
  const ids = products.filter((product) => keys.has(keyOf(product))).map(({ id }) => id);
  if (ids.length && (await removeProducts(ids))) useTable.setState({ selected: new Set(), anchor: null });
}
