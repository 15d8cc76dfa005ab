import { hsl, luminance, type Rgb } from '../color';
import type { Product } from '../product';

/** The colours of a label. */
export interface Palette {
  base: Rgb;
  /** A second ground colour beside `base`. */
  second: Rgb;
  accent: Rgb;
  /** Readable on `base`. */
  ink: Rgb;
  brand: Rgb;
}

const white: Rgb = [0.97, 0.97, 0.95];
const dark: Rgb = [0.1, 0.1, 0.13];

/** Black or white, whichever can be read on `ground`. */
export const inkOn = (ground: Rgb): Rgb => (luminance(ground) > 0.55 ? dark : white);

export function paletteOf({ brand: { layout }, flavour }: Product): Palette {
  const flavoured = hsl(...flavour.color);
  const [h, s, l] = flavour.color;
  const brand = hsl(...layout.brandColor);
  const base = {
    flavour: flavoured,
    brand,
    white,
    kraft: hsl(34, 0.38, 0.66),
    dark: hsl(layout.brandColor[0], 0.35, 0.14),
  }[layout.base];
  const second = layout.base === 'flavour' ? hsl(h + 12, s * 0.9, l + (l > 0.6 ? -0.16 : 0.18)) : flavoured;
  return { base, second, accent: flavoured, ink: inkOn(base), brand };
}
