import type { Size } from '@shared/box';

/** What of the map is in view: its point in the middle, and pixels a unit. */
export interface Viewport {
  x: number;
  y: number;
  scale: number;
}

const margin = 60; // pixels, room for the tools too
const mostScale = 2000;

/** All points in view. `points`: x and y in turn. */
export function fitted(points: Float32Array, { width, height }: Size): Viewport {
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let i = 0; i < points.length; i += 2) {
    left = Math.min(left, points[i]);
    right = Math.max(right, points[i]);
    top = Math.min(top, points[i + 1]);
    bottom = Math.max(bottom, points[i + 1]);
  }
  if (left > right) return { x: 0, y: 0, scale: 1 };
  const room = (side: number, extent: number) => Math.max(1, side - 2 * margin) / Math.max(extent, 1e-3);
  const scale = Math.min(room(width, right - left), room(height, bottom - top), mostScale);
  return { x: (left + right) / 2, y: (top + bottom) / 2, scale };
}

/** Larger by `factor`, the map's point at these pixels staying where it is. */
export function zoomed(view: Viewport, factor: number, at: { x: number; y: number }, size: Size): Viewport {
  const scale = Math.min(Math.max(view.scale * factor, 0.01), mostScale);
  const shift = (pixel: number, side: number) => (pixel - side / 2) * (1 / view.scale - 1 / scale);
  return { x: view.x + shift(at.x, size.width), y: view.y + shift(at.y, size.height), scale };
}

/** Moved by so many pixels. */
export const panned = (view: Viewport, dx: number, dy: number): Viewport => ({
  ...view,
  x: view.x - dx / view.scale,
  y: view.y - dy / view.scale,
});

/** Where the map's points are in the window, in pixels of its canvas. */
export function onScreen(points: Float32Array, view: Viewport, { width, height }: Size): Float32Array {
  const out = new Float32Array(points.length);
  for (let i = 0; i < points.length; i += 2) {
    out[i] = (points[i] - view.x) * view.scale + width / 2;
    out[i + 1] = (points[i + 1] - view.y) * view.scale + height / 2;
  }
  return out;
}

/** The point nearest to these pixels, at most `reach` away; −1 where there is none. */
export function nearestPoint(screen: Float32Array, x: number, y: number, reach: number): number {
  let [best, found] = [reach * reach, -1];
  for (let i = 0; i < screen.length; i += 2) {
    const away = (screen[i] - x) ** 2 + (screen[i + 1] - y) ** 2;
    if (away <= best) [best, found] = [away, i / 2];
  }
  return found;
}
