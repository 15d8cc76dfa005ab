import { type DragEvent, useState } from 'react';

/** Makes an element a place to drop files and folders on. `onPaths` gets their paths on this machine. */
export function useDrop(onPaths: (paths: string[]) => void) {
  const [over, setOver] = useState(false);
  const handlers = {
    onDragOver(event: DragEvent) {
      if (!event.dataTransfer.types.includes('Files')) return;
      event.preventDefault();
      setOver(true);
    },
    onDragLeave(event: DragEvent) {
      if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
    },
    onDrop(event: DragEvent) {
      event.preventDefault();
      setOver(false);
      const paths = [...event.dataTransfer.files].map((file) => window.studio.pathOf(file)).filter(Boolean);
      if (paths.length) onPaths(paths);
    },
  };
  return { over, handlers };
}
