import type { Random } from '@shared/random';
import { css, hsl, type Hsl } from '../color';
import type { MotifKind } from '../words';

type Draw = (color: Hsl, random: Random) => string;

const shade = ([h, s, l]: Hsl, by: number): string => css(hsl(h, s, l + by));
const ring = (n: number, draw: (angle: number, i: number) => string): string =>
  Array.from({ length: n }, (_, i) => draw((i * 360) / n, i)).join('');
const circle = (x: number, y: number, r: number, fill: string, extra = ''): string =>
  `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="${r.toFixed(1)}" fill="${fill}" ${extra}/>`;
const leafPath = 'M0 0C18-26 52-30 70-8C46 10 20 16 0 0Z';
const leafAt = (x: number, y: number, turn: number, size: number, fill: string): string =>
  `<g transform="translate(${x} ${y}) rotate(${turn}) scale(${size})"><path d="${leafPath}" fill="${fill}"/>` +
  `<path d="M4-1C26-12 46-14 66-9" stroke="#fff" stroke-opacity=".5" stroke-width="2" fill="none"/></g>`;

/** Each draws within 100 units around the origin. */
const motifs: Record<MotifKind, Draw> = {
  fruit: (c) =>
    circle(0, 8, 82, shade(c, -0.04)) +
    circle(-10, 0, 72, shade(c, 0.05)) +
    circle(-26, -20, 34, shade(c, 0.2), 'opacity=".7"') +
    `<path d="M0-70C4-86 12-92 18-96" stroke="#5b3a1d" stroke-width="8" fill="none"/>` +
    leafAt(6, -74, 10, 0.9, css(hsl(110, 0.5, 0.36))),
  citrus: (c) =>
    circle(0, 0, 92, shade(c, -0.02)) +
    circle(0, 0, 82, '#fffbe8') +
    ring(9, (a) => `<path transform="rotate(${a})" d="M0-8L-22-66Q0-82 22-66Z" fill="${shade(c, 0.08)}"/>`) +
    circle(0, 0, 7, '#fffbe8'),
  grapes: (c) =>
    [
      [-52, -32],
      [0, -40],
      [52, -32],
      [-28, 6],
      [28, 6],
      [0, 48],
      [-2, 2],
    ]
      .map(([x, y]) => circle(x, y, 32, shade(c, -0.03)) + circle(x - 9, y - 10, 9, shade(c, 0.3)))
      .join('') + leafAt(-4, -70, -20, 1, css(hsl(105, 0.45, 0.4))),
  berry: (c, random) =>
    `<path d="M-70-40C-60-80 60-80 70-40C84 10 30 80 0 96C-30 80-84 10-70-40Z" fill="${shade(c, 0)}"/>` +
    Array.from({ length: 16 }, () => {
      const [x, y] = [random.between(-45, 45), random.between(-40, 48)];
      return `<ellipse cx="${x.toFixed(0)}" cy="${y.toFixed(0)}" rx="4" ry="7" fill="#ffe9a8"/>`;
    }).join('') +
    ring(5, (a) => leafAt(0, -56, a - 160, 0.55, css(hsl(115, 0.5, 0.36)))),
  leaf: (c) =>
    leafAt(-10, 70, -95, 2, shade([112, 0.5, 0.36], 0)) +
    leafAt(0, 70, -35, 1.5, shade(c, 0.08)) +
    leafAt(0, 70, -150, 1.4, shade([120, 0.45, 0.46], 0)),
  bean: (c) =>
    [
      [-36, 26, -30],
      [36, 20, 25],
      [0, -36, 80],
    ]
      .map(
        ([x, y, a]) =>
          `<g transform="translate(${x} ${y}) rotate(${a})"><ellipse rx="34" ry="50" fill="${shade(c, -0.08)}"/>` +
          `<path d="M0-46C-16-16 16 16 0 46" stroke="${shade(c, 0.22)}" stroke-width="6" fill="none"/></g>`,
      )
      .join(''),
  drop: (c) =>
    `<path d="M0-96C30-40 66-10 66 30A66 62 0 0 1-66 30C-66-10-30-40 0-96Z" fill="${shade(c, 0)}"/>` +
    `<path d="M-40 30A40 38 0 0 0-4 68" stroke="#fff" stroke-width="10" stroke-opacity=".75" fill="none" stroke-linecap="round"/>`,
  wave: (c) =>
    [0, 1, 2]
      .map(
        (i) =>
          `<path d="M-98 ${-30 + i * 36}q24-34 49 0t49 0t49 0t49 0V${6 + i * 36}H-98Z" fill="${shade(c, 0.2 - i * 0.13)}"/>`,
      )
      .join(''),
  flower: (c) =>
    ring(6, (a) => `<ellipse transform="rotate(${a})" cy="-50" rx="28" ry="44" fill="${shade(c, 0.12)}"/>`) +
    circle(0, 0, 26, '#f6c445'),
  sun: (c) =>
    ring(14, (a) => `<path transform="rotate(${a})" d="M-13-56L0-98L13-56Z" fill="${shade(c, 0.05)}"/>`) +
    circle(0, 0, 52, shade(c, 0.12)),
  grain: (c) =>
    ring(
      3,
      (_, i) =>
        `<g transform="rotate(${i * 32 - 32} 0 90)">` +
        Array.from(
          { length: 5 },
          (__, j) =>
            `<ellipse transform="translate(-13 ${-70 + j * 28}) rotate(-28)" rx="11" ry="20" fill="${shade(c, 0.08)}"/>` +
            `<ellipse transform="translate(13 ${-70 + j * 28}) rotate(28)" rx="11" ry="20" fill="${shade(c, -0.05)}"/>`,
        ).join('') +
        `<path d="M0-70V96" stroke="${shade(c, -0.15)}" stroke-width="5"/></g>`,
    ),
  crystal: (c) =>
    `<path d="M-60 10L0-92L60 10L0 92Z" fill="${shade(c, 0.1)}"/><path d="M-60 10L0-92L-12 24L0 92Z" fill="${shade(c, 0.28)}"/>` +
    `<path d="M-60 10L-12 24L60 10L0-92Z" fill="#fff" opacity=".35"/>`,
};

/** The motif centred on (x, y), about `size` pixels across. */
export function motif(
  kind: MotifKind,
  color: Hsl,
  random: Random,
  x: number,
  y: number,
  size: number,
  turn = 0,
): string {
  const at = `translate(${x.toFixed(1)} ${y.toFixed(1)}) rotate(${turn.toFixed(0)}) scale(${(size / 200).toFixed(3)})`;
  return `<g transform="${at}">${motifs[kind](color, random)}</g>`;
}
