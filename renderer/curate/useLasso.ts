import { type PointerEvent, type RefObject, useRef, useState } from 'react';
import { useCurate } from './curate-store';
import type { Lasso } from './lasso';

const least = 5; // pixels; less is a click

/**
 * Selects what a rectangle touches that is drawn from between the tiles; with Ctrl or Shift beside what is selected.
 * `drawn()`: whether the pointer has just drawn one, so that its click means nothing.
 */
export function useLasso(sheet: RefObject<HTMLDivElement | null>, touched: (lasso: Lasso) => string[]) {
  const wasDrawn = useRef(false);
  const [lasso, setLasso] = useState<Lasso | null>(null);
  const [kept, setKept] = useState<ReadonlySet<string>>(new Set());
  const at = ({ clientX, clientY }: PointerEvent) => {
    const { left, top } = sheet.current!.getBoundingClientRect();
    return [clientX - left, clientY - top] as const;
  };
  const handlers = {
    onPointerDown(event: PointerEvent<HTMLElement>) {
      const target = event.target as HTMLElement;
      const { right } = event.currentTarget.getBoundingClientRect();
      const onScrollbar = event.clientX > right - 14;
      if (event.button !== 0 || onScrollbar || target.closest('[role=option]')) return;
      const [x, y] = at(event);
      event.currentTarget.setPointerCapture(event.pointerId);
      setKept(event.ctrlKey || event.shiftKey || event.metaKey ? useCurate.getState().selected : new Set());
      wasDrawn.current = false;
      setLasso({ x1: x, y1: y, x2: x, y2: y });
    },
    onPointerMove(event: PointerEvent<HTMLElement>) {
      if (!lasso) return;
      const [x2, y2] = at(event);
      const next = { ...lasso, x2, y2 };
      setLasso(next);
      if (Math.max(Math.abs(next.x2 - next.x1), Math.abs(next.y2 - next.y1)) < least) return;
      wasDrawn.current = true;
      useCurate.setState({ selected: new Set([...kept, ...touched(next)]) });
    },
    onPointerUp: () => setLasso(null),
    onPointerCancel: () => setLasso(null),
  };
  const style = lasso && {
    left: Math.min(lasso.x1, lasso.x2),
    top: Math.min(lasso.y1, lasso.y2),
    width: Math.abs(lasso.x2 - lasso.x1),
    height: Math.abs(lasso.y2 - lasso.y1),
  };
  return { handlers, style, drawn: () => wasDrawn.current };
}
