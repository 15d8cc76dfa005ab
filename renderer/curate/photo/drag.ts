import { type Box, type Edges, edgesOf, fitBox, type Size } from '@shared/box';

/** What of a box the pointer has hold of: nothing yet, the box, or an edge or corner by its points of the compass. */
export type Grip = 'new' | 'move' | 'n' | 'ne' | 'e' | 'se' | 's' | 'sw' | 'w' | 'nw';

export const corners = ['nw', 'n', 'ne', 'e', 'se', 's', 'sw', 'w'] as const;

export interface Point {
  x: number;
  y: number;
}

/** The box after the pointer went from one point of the photo to another; `null` where less than a pixel is left. */
export function dragged(box: Box | null, grip: Grip, from: Point, to: Point, photo: Size): Box | null {
  if (grip === 'new' || !box) return fitBox(between(from, to), photo);
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  if (grip === 'move') return moved(box, dx, dy, photo);
  const edges = edgesOf(box);
  const has = (side: string) => grip.includes(side);
  return fitBox(
    between(
      { x: edges.left + (has('w') ? dx : 0), y: edges.top + (has('n') ? dy : 0) },
      { x: edges.right + (has('e') ? dx : 0), y: edges.bottom + (has('s') ? dy : 0) },
    ),
    photo,
  );
}

/** The middle of a photo, half as wide and half as high: where a box begins that no pointer draws. */
export const middleOf = ({ width, height }: Size): Box | null =>
  fitBox(
    { left: width / 4, top: height / 4, right: (width * 3) / 4, bottom: (height * 3) / 4 },
    { width, height },
  );

/** The box elsewhere in the photo, as large as it was. */
export function moved({ left, top, width, height }: Box, dx: number, dy: number, photo: Size): Box {
  const within = (value: number, most: number) => Math.round(Math.min(Math.max(value, 0), most));
  return {
    left: within(left + dx, photo.width - width),
    top: within(top + dy, photo.height - height),
    width,
    height,
  };
}

/** The box with its right and bottom edge elsewhere, at least a pixel large. */
export function resized(box: Box, dx: number, dy: number, photo: Size): Box {
  return {
    ...box,
    width: Math.min(Math.max(box.width + dx, 1), photo.width - box.left),
    height: Math.min(Math.max(box.height + dy, 1), photo.height - box.top),
  };
}

const between = (a: Point, b: Point): Edges => ({
  left: Math.min(a.x, b.x),
  top: Math.min(a.y, b.y),
  right: Math.max(a.x, b.x),
  bottom: Math.max(a.y, b.y),
});
