import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellAt, fit, largestCell, pan, reveal, zoomAt } from '../../../renderer/tune/confusion/view';

const space = { width: 600, height: 400, size: 501 };
const place = fc.tuple(fc.integer({ min: 0, max: 599 }), fc.integer({ min: 0, max: 399 }));

describe('the view of a matrix', () => {
  it('shows all at first, and small tables no larger than is useful', () => {
    expect(fit(space)).toEqual({ cell: 400 / 501, x: 0, y: 0 });
    expect(fit({ ...space, size: 2 }).cell).toBe(largestCell);
  });

  it('zooms with the cell under the pointer staying there', () => {
    fc.assert(
      fc.property(place, fc.integer({ min: 2, max: 40 }), ([px, py], factor) => {
        const square = { ...space, width: 400 };
        const before = cellAt(fit(square), px, py, square.size);
        const view = zoomAt(fit(square), factor, px, py, square);
        if (before) expect(cellAt(view, px, py, square.size)).toEqual(before);
      }),
    );
  });

  it('cannot be pushed out of sight, and goes back to all', () => {
    fc.assert(
      fc.property(place, place, ([px, py], [dx, dy]) => {
        const near = pan(zoomAt(fit(space), 30, px, py, space), dx * 99 - 3e4, dy * 99 - 3e4, space);
        const whole = near.cell * space.size;
        expect(near.x <= 0 && near.x + whole >= space.width - 1e-6).toBe(true);
        expect(near.y <= 0 && near.y + whole >= space.height - 1e-6).toBe(true);
        expect(zoomAt(near, 1e-6, px, py, space)).toEqual(fit(space));
      }),
    );
  });

  it('brings a chosen cell into view', () => {
    const cell = { row: 480, column: 300 };
    const view = reveal(zoomAt(fit(space), 30, 0, 0, space), cell, space);
    const corner = { x: view.x + cell.column * view.cell, y: view.y + cell.row * view.cell };
    expect(corner.x >= 0 && corner.x + view.cell <= space.width + 1e-6).toBe(true);
    expect(corner.y >= 0 && corner.y + view.cell <= space.height + 1e-6).toBe(true);
  });
});
