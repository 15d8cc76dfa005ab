import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Bin } from './counts';
import classes from './TuneRoom.module.css';

const height = 160;
const binWidth = 20;

/** Products and strangers by score, side by side, with the threshold through them. */
export function Histogram({ bins, threshold }: { bins: Bin[]; threshold: number }) {
  const { t } = useTranslation();
  const width = bins.length * binWidth;
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
      <line
        x1={threshold * width}
        x2={threshold * width}
        y1={0}
        y2={height}
        className={classes.line}
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  );
}

/** Drawn anew only when the scores change, not when the line moves. */
const Bars = memo(function Bars({ bins }: { bins: Bin[] }) {
  // By share of their kind: a few strangers must show beside many products.
  const totals = { products: 0, strangers: 0 };
  for (const bin of bins) {
    totals.products += bin.products;
    totals.strangers += bin.strangers;
  }
  const shares = bins.map(({ products, strangers }) => ({
    products: products / (totals.products || 1),
    strangers: strangers / (totals.strangers || 1),
  }));
  const highest = Math.max(...shares.flatMap(({ products, strangers }) => [products, strangers]), 1e-9);
  const bar = (share: number) => (share / highest) * (height - 6);
  return shares.map(({ products, strangers }, i) => (
    <g key={i}>
      <rect
        x={i * binWidth + 2}
        width={8}
        y={height - bar(products)}
        height={bar(products)}
        className={classes.productBar}
      />
      <rect
        x={i * binWidth + 10}
        width={8}
        y={height - bar(strangers)}
        height={bar(strangers)}
        className={classes.strangerBar}
      />
    </g>
  ));
});
