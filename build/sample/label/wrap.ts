import type { Product } from '../product';
import { css } from '../color';
import { back, front } from './front';
import { ground } from './ground';
import { motif } from './motifs';
import { paletteOf } from './palette';
import { leftSide, rightSide } from './sides';
import { text } from './text';
import { Random } from '@shared/random';

/** Where the four panels begin, as shares of the width: front, right, back, left, end. */
export type Cuts = readonly [number, number, number, number, number];

/** Round packages: two broad panels, two narrow ones. */
export const roundCuts: Cuts = [0, 0.34, 0.5, 0.84, 1];

/** The whole label, unrolled, as SVG of `w` × `h` pixels; the panels cover its height from `top` on. */
export function wrapSvg(product: Product, w: number, h: number, cuts: Cuts, top = 0): string {
  const palette = paletteOf(product);
  const panel = (i: number) => ({
    x: cuts[i] * w,
    y: h * top,
    w: (cuts[i + 1] - cuts[i]) * w,
    h: h * (1 - top),
  });
  const sides = [front, rightSide, back, leftSide].map((draw, i) => draw(product, palette, panel(i)));
  return svg(w, h, ground(product, palette, w, h) + sides.join(''));
}

/** The lid or top: brand and flavour on its ground, `size` pixels square. */
export function topSvg(product: Product, size: number): string {
  const palette = paletteOf(product);
  const { brand, flavour } = product;
  const word = brand.japanese ? brand.kana : brand.latin;
  const face = brand.japanese ? brand.layout.japaneseFace : brand.layout.latinFace;
  return svg(
    size,
    size,
    `<rect width="${size}" height="${size}" fill="${css(palette.base)}"/>` +
      motif(flavour.motif, flavour.color, new Random(product.seed, 7), size / 2, size * 0.66, size * 0.4) +
      text(word, size / 2, size * 0.4, {
        face,
        size: size * 0.24,
        maxWidth: size * 0.72,
        fill: css(palette.brand),
        stroke: '#fff',
        strokeWidth: size * 0.025,
      }),
  );
}

const svg = (w: number, h: number, body: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${w}" height="${h}" viewBox="0 0 ${w} ${h}">${body}</svg>`;
