import { Random } from '@shared/random';
import { css, mix } from '../color';
import type { Product } from '../product';
import type { Palette } from './palette';

/** The coloured ground of a label over its whole width, in pixels. */
export function ground(product: Product, { base, second }: Palette, w: number, h: number): string {
  const { layout } = product.brand;
  const random = new Random(layout.seed, 1);
  const fill = (color: string, opacity = 1) =>
    `<rect width="${w}" height="${h}" fill="${color}" fill-opacity="${opacity}"/>`;
  const plain = fill(css(base));
  const second100 = css(second);
  switch (layout.ground) {
    case 'solid':
      return plain + band(random, w, h, second100);
    case 'gradient':
      return gradient(css(base), css(mix(base, second, 0.85))) + fill('url(#ground)');
    case 'split': {
      const y = h * random.between(0.4, 0.7);
      const tilt = h * random.between(-0.12, 0.12);
      return (
        plain +
        `<path d="M0 ${y + tilt}Q${w / 4} ${y - tilt} ${w / 2} ${y + tilt}T${w} ${y + tilt}V${h}H0Z" fill="${second100}"/>`
      );
    }
    case 'stripes':
      return plain + stripes(random, w, h, second100);
    case 'burst':
      return plain + burst(w, h, second100);
    case 'dots':
      return plain + dots(random, w, h, second100);
    case 'waves':
      return plain + waves(random, w, h, second100);
  }
}

const gradient = (from: string, to: string): string =>
  `<defs><linearGradient id="ground" x1="0" y1="0" x2="0" y2="1"><stop offset=".15" stop-color="${from}"/>` +
  `<stop offset="1" stop-color="${to}"/></linearGradient></defs>`;

function band(random: Random, w: number, h: number, color: string): string {
  const [top, height] = [random.next() < 0.5 ? 0 : 0.86, random.between(0.06, 0.14)];
  return `<rect y="${h * top}" width="${w}" height="${h * height}" fill="${color}"/>`;
}

function stripes(random: Random, w: number, h: number, color: string): string {
  const count = 12 + 4 * random.below(6);
  const step = w / count;
  const slant = random.next() < 0.5 ? 0 : step * 2;
  return Array.from({ length: count + 4 }, (_, i) => {
    const x = (i - 2) * step;
    return `<path d="M${x} ${h}L${x + slant} 0H${x + slant + step / 2}L${x + step / 2} ${h}Z" fill="${color}" fill-opacity=".55"/>`;
  }).join('');
}

/** Rays from the middle of the front (a sixth of the way round) and of the back. */
function burst(w: number, h: number, color: string): string {
  const rays = [0.17, 0.67].map((center) =>
    Array.from({ length: 18 }, (_, i) => {
      const [a, b] = [(i * Math.PI) / 9, ((i + 0.5) * Math.PI) / 9];
      const r = w * 0.27;
      const point = (t: number) => `${w * center + r * Math.cos(t)} ${h / 2 + 3 * r * Math.sin(t)}`;
      return `<path d="M${w * center} ${h / 2}L${point(a)}L${point(b)}Z" fill="${color}" fill-opacity=".6"/>`;
    }).join(''),
  );
  return rays.join('');
}

function dots(random: Random, w: number, h: number, color: string): string {
  const step = w / (18 + 4 * random.below(5));
  const radius = step * random.between(0.15, 0.34);
  const rows = Math.ceil(h / step);
  return Array.from({ length: rows }, (_, row) =>
    Array.from({ length: Math.ceil(w / step) }, (__, i) => {
      const x = (i + (row % 2) / 2) * step;
      return `<circle cx="${x.toFixed(1)}" cy="${((row + 0.5) * step).toFixed(1)}" r="${radius.toFixed(1)}" fill="${color}" fill-opacity=".7"/>`;
    }).join(''),
  ).join('');
}

function waves(random: Random, w: number, h: number, color: string): string {
  const from = random.between(0.5, 0.75);
  const length = w / 8;
  return [0, 1, 2]
    .map((i) => {
      const y = h * (from + i * 0.1);
      const crests = Array.from(
        { length: 8 },
        () => `q${length / 4}-${h * 0.06} ${length / 2} 0t${length / 2} 0`,
      );
      return `<path d="M0 ${y}${crests.join('')}V${h}H0Z" fill="${color}" fill-opacity="${0.45 + 0.25 * i}"/>`;
    })
    .join('');
}
