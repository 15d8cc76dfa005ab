import { type RefObject, useEffect, useState } from 'react';
import { useElementSize } from '@mantine/hooks';
import { type Cell, fit, pan, reveal, type Space, type View, zoomAt } from './view';

export const gutter = { left: 150, top: 110 }; // pixels
const wheelStep = 1.0015;

/** What is seen of a table of `size` cells: all of it at first, then what wheel and pointer ask for. */
export function useMatrixView(canvas: RefObject<HTMLCanvasElement | null>, size: number) {
  const { ref: frame, width, height } = useElementSize();
  // Nothing is measured at first.
  const room = (whole: number, names: number) => Math.max(0, whole - names);
  const space: Space = { width: room(width, gutter.left), height: room(height, gutter.top), size };
  const [moved, setMoved] = useState<View | null>(null);
  const view = moved ?? fit(space);
  const zoom = (factor: number, px = space.width / 2, py = space.height / 2) =>
    setMoved((now) => zoomAt(now ?? fit(space), factor, px, py, space));
  useEffect(() => {
    const element = canvas.current;
    // React listens to wheels passively, which cannot keep the room from scrolling.
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      zoom(wheelStep ** -event.deltaY, event.offsetX - gutter.left, event.offsetY - gutter.top);
    };
    element?.addEventListener('wheel', onWheel, { passive: false });
    return () => element?.removeEventListener('wheel', onWheel);
  });
  return {
    frame,
    width,
    height,
    view,
    zoom,
    whole: () => setMoved(null),
    drag: (dx: number, dy: number) => setMoved((now) => pan(now ?? fit(space), dx, dy, space)),
    show: (cell: Cell) => setMoved((now) => (now ? reveal(now, cell, space) : now)),
  };
}
