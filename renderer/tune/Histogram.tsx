import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { positionOf } from './scale';
import type { Kind, Tuning } from './tuning';
import classes from './TuneRoom.module.css';

const height = 160;
const binWidth = 20;
const barWidth = 6;
/** From left to right in a bin: where the threshold goes through it, strangers are refused and products accepted. */
const kinds: readonly Kind[] = ['stranger', 'confused', 'right'];

/** Photos of each kind by score, side by side, with the threshold through them. */
export function Histogram({ bins, threshold }: { bins: Tuning['bins']; threshold: number }) {
  const { t } = useTranslation();
  const width = bins.right.length * binWidth;
  const x = positionOf(threshold) * width;
  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      className={classes.chart}
      role="img"
      aria-label={t('tune.chartText')}
      data-testid="threshold-histogram"
    >
      <Bars bins={bins} />
      <line x1={x} x2={x} y1={0} y2={height} className={classes.line} vectorEffect="non-scaling-stroke" />
    </svg>
  );
}

/** Drawn anew only when the scores change, not when the line moves. */
const Bars = memo(function Bars({ bins }: { bins: Tuning['bins'] }) {
  // By share of the products or of the strangers: a few strangers must show beside many products.
  const products = sum(bins.right) + sum(bins.confused);
  const totals = { right: products, confused: products, stranger: sum(bins.stranger) };
  const share = (kind: Kind, bin: number) => bins[kind][bin] / (totals[kind] || 1);
  const highest = Math.max(1e-9, ...kinds.flatMap((kind) => bins[kind].map((_, bin) => share(kind, bin))));
  // One photo among thousands still shows.
  const bar = (part: number) => (part ? Math.max(2, (part / highest) * (height - 6)) : 0);
  return kinds.flatMap((kind, k) =>
    bins[kind].map((_, bin) => (
      <rect
        key={`${kind} ${bin}`}
        x={bin * binWidth + 1 + k * barWidth}
        width={barWidth}
        y={height - bar(share(kind, bin))}
        height={bar(share(kind, bin))}
        className={classes.bar}
        data-kind={kind}
      />
    )),
  );
});

const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);
