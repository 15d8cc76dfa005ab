/** A rectangle drawn with the pointer, in pixels of what it is drawn on; any corner may come first. */
export interface Lasso {
  x1: number;
  y1: number;
  x2: number;
  y2: number;
}

/** Whether a point is in a lasso. */
export const inside = ({ x1, y1, x2, y2 }: Lasso, x: number, y: number): boolean =>
  x >= Math.min(x1, x2) && x <= Math.max(x1, x2) && y >= Math.min(y1, y2) && y <= Math.max(y1, y2);

/** The grid's cells: how many a row, and the size of each with its gap. */
export interface Cells {
  columns: number;
  width: number;
  height: number;
}

/** Which of the tiles a lasso touches, by their place in the order shown. */
export function inLasso(
  { x1, y1, x2, y2 }: Lasso,
  { columns, width, height }: Cells,
  count: number,
): number[] {
  const cell = (value: number, size: number, last: number) =>
    Math.min(Math.max(Math.floor(value / size), 0), last);
  if (!count) return [];
  const rows = Math.ceil(count / columns);
  const [left, right] = [Math.min(x1, x2), Math.max(x1, x2)].map((x) => cell(x, width, columns - 1));
  const [top, bottom] = [Math.min(y1, y2), Math.max(y1, y2)].map((y) => cell(y, height, rows - 1));
  const found: number[] = [];
  for (let row = top; row <= bottom; row++)
    for (let column = left; column <= right; column++)
      if (row * columns + column < count) found.push(row * columns + column);
  return found;
}
