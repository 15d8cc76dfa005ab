import { type Box, edgesOf } from '@shared/box';

/** Intersection over union (Jaccard), 0–1. */
export function iou(a: Box, b: Box): number {
  const [one, other] = [edgesOf(a), edgesOf(b)];
  const width = Math.min(one.right, other.right) - Math.max(one.left, other.left);
  const height = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
  if (width <= 0 || height <= 0) return 0;
  const both = width * height;
  return both / (a.width * a.height + b.width * b.height - both);
}
