import { z } from 'zod';

/** Where the product is in a photo, in whole pixels of the photo as seen upright. */
export const Box = z.object({
  left: z.number().int().min(0),
  top: z.number().int().min(0),
  width: z.number().int().min(1),
  height: z.number().int().min(1),
});
export type Box = z.infer<typeof Box>;

export interface Size {
  width: number;
  height: number;
}

/** A box by its edges, in any unit; `right` and `bottom` are behind it. */
export interface Edges {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export const edgesOf = ({ left, top, width, height }: Box): Edges => ({
  left,
  top,
  right: left + width,
  bottom: top + height,
});

/** The box of whole pixels nearest to these edges, inside the photo; `null` where less than a pixel of it is there. */
export function fitBox(edges: Edges, photo: Size): Box | null {
  const within = (value: number, most: number) => Math.round(Math.min(Math.max(value, 0), most));
  const [left, right] = [within(edges.left, photo.width), within(edges.right, photo.width)];
  const [top, bottom] = [within(edges.top, photo.height), within(edges.bottom, photo.height)];
  return right > left && bottom > top ? { left, top, width: right - left, height: bottom - top } : null;
}

export const isWhole = (box: Box, photo: Size): boolean =>
  box.width === photo.width && box.height === photo.height;
