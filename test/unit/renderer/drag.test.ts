import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Box, fitBox } from '../../../shared/box';
import { iou } from '../../support/iou';
import { corners, dragged, type Grip, moved, resized } from '../../../renderer/curate/photo/drag';

const photo = { width: 120, height: 80 };
const start: Box = { left: 20, top: 10, width: 30, height: 40 };
const point = fc.record({
  x: fc.double({ min: -200, max: 300, noNaN: true }),
  y: fc.double({ min: -200, max: 300, noNaN: true }),
});
const isInside = ({ left, top, width, height }: Box) =>
  left >= 0 &&
  top >= 0 &&
  width >= 1 &&
  height >= 1 &&
  left + width <= photo.width &&
  top + height <= photo.height;

describe('the crop box', () => {
  it('is drawn from any corner to the opposite one', () => {
    const [a, b] = [
      { x: 50, y: 50 },
      { x: 20, y: 10 },
    ];
    for (const [from, to] of [
      [a, b],
      [b, a],
    ])
      expect(dragged(null, 'new', from, to, photo)).toEqual(start);
    expect(dragged(null, 'new', a, { x: 50.3, y: 70 }, photo)).toBeNull();
  });

  it('keeps its size when it is moved, and the other edges when one is', () => {
    expect(dragged(start, 'move', { x: 30, y: 30 }, { x: 35, y: 28 }, photo)).toEqual({
      ...start,
      left: 25,
      top: 8,
    });
    expect(dragged(start, 'e', { x: 50, y: 0 }, { x: 60, y: 44 }, photo)).toEqual({ ...start, width: 40 });
    expect(dragged(start, 'nw', { x: 20, y: 10 }, { x: 25, y: 5 }, photo)).toEqual({
      left: 25,
      top: 5,
      width: 25,
      height: 45,
    });
    expect(moved(start, 500, -500, photo)).toEqual({ ...start, left: 90, top: 0 });
    expect(resized(start, 500, -500, photo)).toEqual({ ...start, width: 100, height: 1 });
  });

  it('stays in the photo, whole pixels, however it is dragged', () => {
    const grip = fc.constantFrom<Grip>('new', 'move', ...corners);
    fc.assert(
      fc.property(grip, point, point, (held, from, to) => {
        const box = dragged(start, held, from, to, photo);
        if (box) expect(isInside(box) && Object.values(box).every(Number.isInteger)).toBe(true);
      }),
    );
  });

  it('agrees with itself wholly and with what it does not touch not at all', () => {
    expect(iou(start, start)).toBe(1);
    expect(iou(start, { ...start, left: 60 })).toBe(0);
    expect(iou(start, { ...start, left: 35 })).toBeCloseTo(1 / 3);
    expect(fitBox({ left: 119.8, top: 0, right: 500, bottom: 9 }, photo)).toBeNull();
  });
});
