import { Random } from '@shared/random';
import { css, mix, type Rgb } from '../color';
import type { Product } from '../product';
import { motif } from './motifs';
import { inkOn, type Palette } from './palette';
import { text, type TextStyle } from './text';

/** A rectangle of the label, pixels. */
export interface Panel {
  x: number;
  y: number;
  w: number;
  h: number;
}

/** The side that faces the buyer: brand, art, flavour. */
export function front(product: Product, palette: Palette, panel: Panel): string {
  const { layout } = product.brand;
  const vertical = layout.title === 'vertical' && panel.h > panel.w * 0.9;
  const titleAt = layout.titleFirst ? 0.2 : 0.52;
  const artAt = layout.titleFirst ? 0.56 : 0.24;
  return (
    art(product, palette, panel, vertical ? 0.62 : artAt) +
    (vertical ? verticalTitle(product, palette, panel) : title(product, palette, panel, titleAt)) +
    ribbon(product, palette, panel, vertical ? 0.84 : 0.8) +
    smallPrint(product, palette, panel)
  );
}

/** The other broad side: the same brand, told differently. */
export function back(product: Product, palette: Palette, panel: Panel): string {
  const { slogan, japanese } = product.brand;
  const { x, y, w, h } = panel;
  const half = { x: x + w * 0.1, y, w: w * 0.8, h: h * 0.7 };
  const small = Math.min(w, h * 0.7);
  return (
    title(product, palette, half, 0.26) +
    text(slogan[japanese ? 1 : 0], x + w / 2, y + h * 0.47, print(palette.ink, small * 0.1, w * 0.8)) +
    motif(
      product.flavour.motif,
      product.flavour.color,
      new Random(product.seed, 3),
      x + w * 0.3,
      y + h * 0.66,
      small * 0.36,
      -15,
    ) +
    ribbon(product, palette, { x: x + w * 0.4, y, w: w * 0.6, h }, 0.66)
  );
}

const print = (ink: Rgb, size: number, maxWidth: number): TextStyle => ({
  face: 'round',
  size,
  maxWidth,
  fill: css(ink),
  stroke: css(ink),
  strokeWidth: size * 0.035,
});

const titleOf = ({ brand }: Product): string => (brand.japanese ? brand.kana : brand.latin);
const faceOf = ({ brand: { japanese, layout } }: Product) =>
  japanese ? layout.japaneseFace : layout.latinFace;

function title(product: Product, palette: Palette, { x, y, w, h }: Panel, at: number): string {
  const { layout, noun, japanese } = product.brand;
  const [cx, cy] = [x + w / 2, y + h * at];
  const size = Math.min(w * 0.34, h * 0.3);
  const boxed = layout.title === 'banner' || layout.title === 'oval';
  const ground = boxed ? palette.brand : palette.base;
  const ink = boxed ? inkOn(palette.brand) : layout.base === 'brand' ? palette.ink : palette.brand;
  const readable = boxed || Math.abs(ink[0] + ink[1] + ink[2] - ground[0] - ground[1] - ground[2]) > 0.8;
  const outlined = layout.title === 'outlined' || !readable;
  const style: TextStyle = {
    face: faceOf(product),
    size,
    maxWidth: w * (layout.title === 'oval' ? 0.72 : 0.88),
    fill: css(outlined ? palette.brand : ink),
    ...(outlined && { stroke: '#fff', strokeWidth: size * 0.16 }),
  };
  const letters = text(titleOf(product), cx, cy + size * 0.3, style);
  const under = text(noun[japanese ? 1 : 0], cx, cy + size * 0.85, {
    ...print(boxed ? palette.ink : ink, size * 0.3, w * 0.7),
    ...(!readable && { fill: css(palette.ink), stroke: css(palette.ink) }),
  });
  const turn = layout.title === 'diagonal' ? ` transform="rotate(-12 ${cx} ${cy})"` : '';
  return (
    plate(layout.title, palette, { x, y: cy - size * 0.62, w, h: size * 1.1 }) +
    `<g${turn}>${letters}${under}</g>`
  );
}

function plate(kind: string, palette: Palette, { x, y, w, h }: Panel): string {
  if (kind === 'banner')
    return `<rect x="${x}" y="${y}" width="${w}" height="${h}" fill="${css(palette.brand)}"/>`;
  if (kind !== 'oval') return '';
  const at = `cx="${x + w / 2}" cy="${y + h / 2}"`;
  return (
    `<ellipse ${at} rx="${w * 0.46}" ry="${h * 0.62}" fill="#fff"/>` +
    `<ellipse ${at} rx="${w * 0.43}" ry="${h * 0.55}" fill="${css(palette.brand)}"/>`
  );
}

function verticalTitle(product: Product, palette: Palette, { x, y, w, h }: Panel): string {
  const { brand } = product;
  const size = Math.min(w * 0.36, (h * 0.62) / [...brand.kana].length);
  const style = { size, fill: css(palette.ink), vertical: true };
  return (
    text(brand.kana, x + w * 0.62, y + h * 0.06, { ...style, face: brand.layout.japaneseFace }) +
    text(brand.noun[1], x + w * 0.27, y + h * 0.1, { ...style, face: 'mincho', size: size * 0.45 })
  );
}

function art(product: Product, palette: Palette, { x, y, w, h }: Panel, at: number): string {
  const { layout } = product.brand;
  const random = new Random(layout.seed, 2);
  const { motif: kind, color } = product.flavour;
  const draw = (dx: number, dy: number, size: number, turn = 0) =>
    motif(kind, color, random, x + w * (0.5 + dx), y + h * at + w * dy, size, turn);
  const size = Math.min(w * 0.62, h * 0.4);
  // A motif would drown in its own colour.
  switch (layout.base === 'flavour' ? 'window' : layout.art) {
    case 'single':
      return draw(0, 0, size, random.between(-20, 20));
    case 'cluster':
      return (
        draw(-0.2, -0.06, size * 0.6, -25) + draw(0.21, -0.04, size * 0.55, 20) + draw(0, 0.06, size * 0.72)
      );
    case 'row':
      return [-0.34, 0, 0.34].map((dx) => draw(dx, 0, size * 0.46, random.between(-30, 30))).join('');
    case 'window': {
      const ring = css(mix(palette.accent, [1, 1, 1], 0.75));
      return (
        `<circle cx="${x + w / 2}" cy="${y + h * at}" r="${size * 0.55}" fill="${ring}"/>` +
        draw(0, 0, size * 0.8)
      );
    }
    case 'pattern':
      return Array.from({ length: 9 }, (_, i) =>
        draw(
          ((i % 3) - 1) * 0.36 + random.between(-0.06, 0.06),
          (Math.floor(i / 3) - 1) * 0.3,
          size * 0.3,
          random.between(-90, 90),
        ),
      ).join('');
  }
}

function ribbon(product: Product, palette: Palette, { x, y, w, h }: Panel, at: number): string {
  const { brand, flavour } = product;
  const value = flavour[brand.japanese ? 'ja' : 'en'];
  const size = Math.min(w * 0.2, h * 0.1);
  const cy = y + h * at;
  const dark = mix(palette.accent, [0, 0, 0], 0.35);
  const style: TextStyle = {
    face: brand.japanese ? 'gothic' : 'slab',
    size,
    maxWidth: w * 0.74,
    fill: css(inkOn(dark)),
  };
  const words = (ink: string) => text(value, x + w / 2, cy + size * 0.36, { ...style, fill: ink });
  if (brand.layout.ribbon === 'plain')
    return text(value, x + w / 2, cy + size * 0.36, {
      ...style,
      size: size * 1.2,
      fill: css(dark),
      stroke: '#fff',
      strokeWidth: size * 0.2,
    });
  const inset = brand.layout.ribbon === 'band' ? 0 : 0.08;
  const radius = brand.layout.ribbon === 'band' ? 0 : size * 0.8;
  return (
    `<rect x="${x + w * inset}" y="${cy - size * 0.8}" width="${w * (1 - 2 * inset)}" height="${size * 1.6}" rx="${radius}" fill="${css(dark)}"/>` +
    words(css(inkOn(dark)))
  );
}

function smallPrint(product: Product, palette: Palette, { x, y, w, h }: Panel): string {
  const { brand } = product;
  const size = Math.min(w * 0.085, h * 0.05);
  const at = brand.form[0] < 0.5 ? 'start' : 'end';
  return (
    text(
      brand.slogan[brand.japanese ? 0 : 1],
      x + w / 2,
      y + size * 1.5,
      print(palette.ink, size * 0.8, w * 0.85),
    ) +
    text(brand.amount, x + w * (at === 'start' ? 0.08 : 0.92), y + h - size * 0.7, {
      ...print(palette.ink, size * 1.1, w * 0.4),
      anchor: at,
    })
  );
}
