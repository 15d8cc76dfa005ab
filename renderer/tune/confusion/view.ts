/** What part of a square table is seen: pixels a cell, and where its corner lies, in pixels. */
export interface View {
  cell: number;
  x: number;
  y: number;
}

export interface Space {
  width: number;
  height: number;
  /** Cells in a row and in a column. */
  size: number;
}

export const largestCell = 64;

/** All of it. */
export function fit({ width, height, size }: Space): View {
  return { cell: Math.min(largestCell, width / size, height / size), x: 0, y: 0 };
}

/** Nearer or farther, with what is under the pointer staying there. */
export function zoomAt(view: View, factor: number, px: number, py: number, space: Space): View {
  const cell = Math.min(largestCell, Math.max(fit(space).cell, view.cell * factor));
  const scale = cell / view.cell;
  return clamp({ cell, x: px - (px - view.x) * scale, y: py - (py - view.y) * scale }, space);
}

export const pan = (view: View, dx: number, dy: number, space: Space): View =>
  clamp({ ...view, x: view.x + dx, y: view.y + dy }, space);

/** Row and column at a place, if a cell is there. */
export function cellAt(view: View, px: number, py: number, size: number): Cell | null {
  const column = Math.floor((px - view.x) / view.cell);
  const row = Math.floor((py - view.y) / view.cell);
  return row >= 0 && column >= 0 && row < size && column < size ? { row, column } : null;
}

export interface Cell {
  row: number;
  column: number;
}

/** Moves as little as brings a cell into view. */
export function reveal(view: View, { row, column }: Cell, space: Space): View {
  const shift = (at: number, room: number) => Math.max(0, -at) + Math.min(0, room - at - view.cell);
  return pan(
    view,
    shift(view.x + column * view.cell, space.width),
    shift(view.y + row * view.cell, space.height),
    space,
  );
}

/** The table cannot be pushed out of sight. */
function clamp(view: View, { width, height, size }: Space): View {
  const whole = view.cell * size;
  const keep = (at: number, room: number) => Math.min(0, Math.max(Math.min(0, room - whole), at));
  return { cell: view.cell, x: keep(view.x, width), y: keep(view.y, height) };
}
