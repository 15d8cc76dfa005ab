import type { Confusion } from '@shared/confusion';
import type { Cell, View } from './view';

export interface Look {
  /** Pixels kept for names at the left and above. */
  gutter: { left: number; top: number };
  font: string;
  color(name: string): string;
  /** What the last row and the last column are called. */
  strangers: string;
  refused: string;
}

const smallestText = 12; // pixels a cell
const smallestNumber = 20;

/** Draws the cells that are in view, their names where there is room, and a frame around the chosen one. */
export function drawMatrix(
  context: CanvasRenderingContext2D,
  { products, counts, totals }: Confusion,
  view: View,
  chosen: Cell | null,
  look: Look,
): void {
  const ratio = devicePixelRatio;
  const [width, height] = [context.canvas.width / ratio, context.canvas.height / ratio];
  const { left, top } = look.gutter;
  const size = products.length + 1;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  const [rows, columns] = [
    range(view.y, height - top, view.cell, size),
    range(view.x, width - left, view.cell, size),
  ];
  context.save();
  context.beginPath();
  context.rect(left, top, width - left, height - top);
  context.clip();
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  for (const row of rows)
    for (const column of columns) {
      const count = counts[row * size + column];
      const x = left + view.x + column * view.cell;
      const y = top + view.y + row * view.cell;
      context.globalAlpha = 1;
      context.fillStyle = look.color('--sunken');
      if (view.cell > 6) context.fillRect(x + 0.5, y + 0.5, view.cell - 1, view.cell - 1);
      if (!count) continue;
      context.globalAlpha = 0.35 + 0.65 * (count / totals[row]);
      context.fillStyle = look.color(colorOf(row, column, products.length));
      // A single confused photo among 500 products must show.
      const side = Math.max(view.cell > 6 ? view.cell - 1 : view.cell, 2);
      context.fillRect(x, y, side, side);
      if (view.cell < smallestNumber) continue;
      context.globalAlpha = 1;
      context.fillStyle = look.color('--mantine-color-text');
      context.font = `600 11px ${look.font}`;
      context.fillText(String(count), x + view.cell / 2, y + view.cell / 2);
    }
  context.globalAlpha = 1;
  if (chosen) frame(context, view, chosen, look);
  context.restore();
  if (view.cell < smallestText) return;
  context.font = `11px ${look.font}`;
  context.fillStyle = look.color('--mantine-color-text');
  context.textBaseline = 'middle';
  const nameOf = (i: number, last: string) => (i === products.length ? last : products[i]);
  for (const row of rows)
    rowName(context, nameOf(row, look.strangers), top + view.y + (row + 0.5) * view.cell, look);
  for (const column of columns)
    columnName(context, nameOf(column, look.refused), left + view.x + (column + 0.5) * view.cell, look);
}

/** Right answers, refused products, products taken for others, strangers taken for products. */
function colorOf(row: number, column: number, last: number): string {
  if (row === column) return '--accent';
  if (column === last) return '--muted';
  return row === last ? '--warn' : '--bad';
}

function frame(context: CanvasRenderingContext2D, view: View, { row, column }: Cell, look: Look): void {
  context.strokeStyle = look.color('--mantine-color-text');
  context.lineWidth = 2;
  const side = Math.max(view.cell, 6);
  context.strokeRect(
    look.gutter.left + view.x + column * view.cell,
    look.gutter.top + view.y + row * view.cell,
    side,
    side,
  );
}

function rowName(context: CanvasRenderingContext2D, name: string, y: number, { gutter }: Look): void {
  if (y < gutter.top) return;
  context.textAlign = 'right';
  context.fillText(shortened(context, name, gutter.left - 8), gutter.left - 6, y);
}

function columnName(context: CanvasRenderingContext2D, name: string, x: number, { gutter }: Look): void {
  if (x < gutter.left) return;
  context.save();
  context.translate(x, gutter.top - 6);
  context.rotate(-Math.PI / 2);
  context.textAlign = 'left';
  context.fillText(shortened(context, name, gutter.top - 8), 0, 0);
  context.restore();
}

function shortened(context: CanvasRenderingContext2D, name: string, room: number): string {
  if (context.measureText(name).width <= room) return name;
  let kept = name;
  while (kept && context.measureText(`${kept}…`).width > room) kept = kept.slice(0, -1);
  return `${kept}…`;
}

/** Indices of the cells between 0 and `room` pixels. */
function range(at: number, room: number, cell: number, size: number): number[] {
  const first = Math.max(0, Math.floor(-at / cell));
  const end = Math.min(size, Math.ceil((room - at) / cell));
  return Array.from({ length: Math.max(0, end - first) }, (_, i) => first + i);
}
