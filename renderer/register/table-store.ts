import { create } from 'zustand';
import { productFields, type ProductField } from '@shared/product';
import { onProjectOpened } from '../app/project-store';
import { nothing, type Selection } from '../curate/selection';
import { type TableView, wholeTable } from './table-view';

interface TableStore extends Selection {
  shown: 'cards' | 'table' | 'health';
  view: TableView;
  /** The column of the cell that the keys move; its row is the selection's `cursor`. */
  column: ProductField;
  editing: boolean;
}

const start: TableStore = { ...nothing, shown: 'cards', view: wholeTable, column: 'name', editing: false };

export const useTable = create<TableStore>()(() => start);

onProjectOpened((_project, again) => {
  if (!again) useTable.setState(start);
});

/** What is out of sight would be changed unseen, so it is not selected any more. */
export function setView(changes: Partial<TableView>): void {
  useTable.setState(({ view }) => ({ view: { ...view, ...changes }, ...nothing, editing: false }));
}

/** Where the keys go on from another row, nothing typed ends up in that. */
export function changeSelection(update: (selection: Selection) => Selection): void {
  useTable.setState((state) => {
    const next = update(state);
    return next.cursor === state.cursor ? next : { ...next, editing: false };
  });
}

/** Sorts by a column; the second time the other way round. */
export function sortBy(field: ProductField): void {
  useTable.setState(({ view }) => ({
    view: { ...view, sort: { field, descending: view.sort.field === field && !view.sort.descending } },
  }));
}

/** The row's key in the selection. */
export const keyOf = ({ id }: { id: number }): string => String(id);

/** The id of a cell's element. */
export const cellId = (key: string, column: ProductField): string => `product-${key}-${column}`;

export function moveColumn(by: number): void {
  useTable.setState(({ column }) => {
    const at = productFields.indexOf(column) + by;
    return { column: productFields[Math.min(Math.max(at, 0), productFields.length - 1)] };
  });
}
