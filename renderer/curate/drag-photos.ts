import type { DragEvent } from 'react';
import { labelPhotos } from './actions';
import { useCurate } from './curate-store';

/** Photos of the grid that are dragged onto a class. */

const kind = 'application/x-ramune-photos';

/** All selected photos go along where the one that is dragged is among them. */
export function startDrag({ dataTransfer }: DragEvent, id: string): void {
  const { selected } = useCurate.getState();
  dataTransfer.setData(kind, JSON.stringify(selected.has(id) ? [...selected] : [id]));
  dataTransfer.effectAllowed = 'move';
}

/** Makes an element a place where photos get a label; `data-over` is on it while they hover. */
export const labelOnDrop = (classId: number | null) => ({
  onDragOver(event: DragEvent<HTMLElement>) {
    if (!event.dataTransfer.types.includes(kind)) return;
    event.preventDefault();
    event.currentTarget.dataset.over = '';
  },
  onDragLeave({ currentTarget }: DragEvent<HTMLElement>) {
    delete currentTarget.dataset.over;
  },
  onDrop(event: DragEvent<HTMLElement>) {
    delete event.currentTarget.dataset.over;
    const ids = event.dataTransfer.getData(kind);
    if (!ids) return;
    event.preventDefault();
    void labelPhotos(JSON.parse(ids) as string[], classId);
  },
});
