import type { Size } from '@shared/box';
import type { MapPoints } from './points';

const radius = 4; // pixels
const side = 2 * radius + 8;

export interface Colors {
  accent: string;
  muted: string;
  text: string;
}

/** Draws all points, the faint ones below; those selected with a ring of the accent, outliers with a dark one. */
export function drawMap(
  canvas: HTMLCanvasElement,
  { width, height }: Size,
  screen: Float32Array,
  points: MapPoints,
  selected: ReadonlySet<string>,
  colors: Colors,
): void {
  const ratio = window.devicePixelRatio;
  const [w, h] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== w || canvas.height !== h) Object.assign(canvas, { width: w, height: h });
  const context = canvas.getContext('2d')!;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  const stamp = (i: number, fill: string, ring: string | null, alpha: number) => {
    const [x, y] = [screen[2 * i], screen[2 * i + 1]];
    if (x < -side || y < -side || x > width + side || y > height + side) return;
    context.drawImage(dot(fill, ring, alpha, ratio), x - side / 2, y - side / 2, side, side);
  };
  points.photos.forEach((_, i) => points.faint[i] && stamp(i, colors.muted, null, 0.18));
  points.photos.forEach(({ id }, i) => {
    if (points.faint[i]) return;
    const ring = selected.has(id) ? colors.accent : points.outlier[i] ? colors.text : null;
    stamp(i, points.colors[i] ?? colors.muted, ring, 0.85);
  });
}

const dots = new Map<string, HTMLCanvasElement>();

/** A dot as a picture: drawing ten thousand of them takes a tenth of drawing as many circles. */
function dot(fill: string, ring: string | null, alpha: number, ratio: number): HTMLCanvasElement {
  const key = [fill, ring, alpha, ratio].join();
  const known = dots.get(key);
  if (known) return known;
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = Math.round(side * ratio);
  const context = canvas.getContext('2d')!;
  context.scale(canvas.width / side, canvas.width / side);
  context.globalAlpha = alpha;
  context.fillStyle = fill;
  context.beginPath();
  context.arc(side / 2, side / 2, radius, 0, 2 * Math.PI);
  context.fill();
  if (ring) {
    context.globalAlpha = 1;
    context.strokeStyle = ring;
    context.lineWidth = 2.5;
    context.beginPath();
    context.arc(side / 2, side / 2, radius + 2, 0, 2 * Math.PI);
    context.stroke();
  }
  dots.set(key, canvas);
  return canvas;
}
