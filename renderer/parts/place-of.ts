import type { CSSProperties } from 'react';
import type { Box, Size } from '@shared/box';

/** Where a box lies over its photo, however large that is drawn. */
export const placeOf = ({ left, top, width, height }: Box, photo: Size): CSSProperties => ({
  left: `${(left / photo.width) * 100}%`,
  top: `${(top / photo.height) * 100}%`,
  width: `${(width / photo.width) * 100}%`,
  height: `${(height / photo.height) * 100}%`,
});
