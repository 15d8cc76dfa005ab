import { Random } from '@shared/random';
import { css } from '../color';
import type { Product } from '../product';
import { facts, heading, marks, nutrients } from '../words';
import type { Panel } from './front';
import { motif } from './motifs';
import type { Palette } from './palette';
import { text } from './text';

/** Nutrition table and barcode. */
export function leftSide(product: Product, palette: Palette, panel: Panel): string {
  const { x, y, w, h } = panel;
  const m = w * 0.08;
  return (
    nutrition(product, { x: x + m, y: y + h * 0.08, w: w - 2 * m, h: h * 0.48 }) +
    barcode(product, { x: x + m, y: y + h * 0.66, w: w - 2 * m, h: h * 0.22 }) +
    text(product.brand.amount, x + w / 2, y + h * 0.96, {
      face: 'round',
      size: h * 0.04,
      fill: css(palette.ink),
      maxWidth: w * 0.8,
    })
  );
}

/** What the law wants printed, recycling marks, a little art. */
export function rightSide(product: Product, palette: Palette, { x, y, w, h }: Panel): string {
  const random = new Random(product.seed, 4);
  const ink = css(palette.ink);
  const size = Math.min(w * 0.085, h * 0.05);
  const lines = facts.map((line, i) =>
    text(line, x + w * 0.07, y + h * 0.36 + i * size * 1.7, {
      face: 'round',
      size,
      fill: ink,
      anchor: 'start',
      maxWidth: w * 0.86,
    }),
  );
  const mark = marks[random.below(marks.length)];
  const [mx, my] = [x + w * 0.2, y + h * 0.9];
  return (
    motif(
      product.flavour.motif,
      product.flavour.color,
      random,
      x + w / 2,
      y + h * 0.17,
      Math.min(w * 0.6, h * 0.26),
    ) +
    lines.join('') +
    `<rect x="${mx - size * 1.5}" y="${my - size * 1.2}" width="${size * 3}" height="${size * 1.9}" rx="${size * 0.4}" fill="none" stroke="${ink}" stroke-width="${size * 0.18}"/>` +
    text(mark, mx, my + size * 0.1, { face: 'round', size, fill: ink, maxWidth: size * 2.5 })
  );
}

function nutrition(product: Product, { x, y, w, h }: Panel): string {
  const random = new Random(product.seed, 5);
  const step = h / (nutrients.length + 1.6);
  const style = { face: 'round', fill: '#222', size: step * 0.62, maxWidth: w * 0.55 } as const;
  const rows = nutrients.map((name, i) => {
    const baseline = y + step * (i + 2.1);
    const amount = i === 0 ? `${random.below(320)}kcal` : `${random.between(0, 12).toFixed(1)}g`;
    return (
      `<path d="M${x} ${baseline + step * 0.25}h${w}" stroke="#222" stroke-width="${step * 0.05}"/>` +
      text(name, x + w * 0.04, baseline, { ...style, anchor: 'start' }) +
      text(amount, x + w * 0.96, baseline, { ...style, anchor: 'end', maxWidth: w * 0.36 })
    );
  });
  return (
    `<rect x="${x}" y="${y}" width="${w}" height="${h}" fill="#fdfdf8" stroke="#222" stroke-width="${step * 0.08}"/>` +
    text(heading, x + w / 2, y + step * 0.95, { ...style, size: step * 0.8, maxWidth: w * 0.9 }) +
    rows.join('')
  );
}

function barcode(product: Product, { x, y, w, h }: Panel): string {
  const random = new Random(product.seed, 6);
  const unit = w / 113;
  let at = x + unit * 9;
  let bars = '';
  while (at < x + w - unit * 12) {
    const [bar, gap] = [1 + random.below(3), 1 + random.below(3)];
    bars += `<rect x="${at.toFixed(2)}" y="${y + h * 0.06}" width="${(bar * unit).toFixed(2)}" height="${h * 0.72}"/>`;
    at += (bar + gap) * unit;
  }
  const digits = `49${Array.from({ length: 11 }, () => random.below(10)).join('')}`;
  return (
    `<rect x="${x}" y="${y}" width="${w}" height="${h}" fill="#fff"/><g fill="#111">${bars}</g>` +
    text(digits, x + w / 2, y + h * 0.95, {
      face: 'round',
      size: h * 0.17,
      fill: '#111',
      spacing: 0.12,
      maxWidth: w * 0.85,
    })
  );
}
