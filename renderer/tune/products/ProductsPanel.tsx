import { useMemo, useRef, useState } from 'react';
import { Text, UnstyledButton } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useTranslation } from 'react-i18next';
import { moveScore } from '@shared/product-shifts';
import { wilsonInterval } from '@shared/intervals';
import { type ProductRow, productRows } from '@shared/product-rows';
import { percent, range } from '../percent';
import { OwnThresholds } from './OwnThresholds';
import { useShiftOf } from './own-thresholds';
import { PhotoStrip } from '../PhotoStrip';
import type { Tuning } from '../tuning';
import classes from './Products.module.css';

const rowHeight = 40;
const shown = 60;

/** Every product, the worst first; one that is chosen shows its photos that are not recognised. */
export function ProductsPanel({ tuning, threshold }: { tuning: Tuning; threshold: number }) {
  const { t } = useTranslation();
  const rows = useMemo(() => productRows(tuning.photos, threshold), [tuning, threshold]);
  const [chosen, setChosen] = useState<string | null>(null);
  if (!rows.length) return <Text c="dimmed">{t('tune.product.none')}</Text>;
  return (
    <>
      <OwnThresholds />
      <div className={`${classes.row} ${classes.head}`}>
        <span>{t('tune.product.name')}</span>
        <span>{t('tune.product.photos')}</span>
        <span>{t('tune.product.recognised')}</span>
        <span>{t('tune.product.refused')}</span>
        <span>{t('tune.threshold')}</span>
        <span>{t('tune.product.confused')}</span>
      </div>
      <Rows rows={rows} threshold={threshold} chosen={chosen} onChoose={setChosen} />
      {chosen !== null && <Mistakes tuning={tuning} threshold={threshold} name={chosen} />}
    </>
  );
}

interface RowsProps {
  rows: readonly ProductRow[];
  threshold: number;
  chosen: string | null;
  onChoose: (name: string) => void;
}

function Rows({ rows, threshold, chosen, onChoose }: RowsProps) {
  const scroll = useRef<HTMLDivElement>(null);
  const shiftOf = useShiftOf();
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowHeight,
    overscan: 6,
  });
  return (
    <div ref={scroll} className={classes.rows} tabIndex={-1}>
      <div className={classes.all} style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start }) => (
          <Row
            key={rows[index].name}
            row={rows[index]}
            needed={moveScore(threshold, shiftOf(rows[index].name))}
            top={start}
            chosen={rows[index].name === chosen}
            onChoose={onChoose}
          />
        ))}
      </div>
    </div>
  );
}

interface RowProps {
  row: ProductRow;
  needed: number;
  top: number;
  chosen: boolean;
  onChoose: (name: string) => void;
}

function Row({ row, needed, top, chosen, onChoose }: RowProps) {
  const { name, photos, recognised, refused, confused, rival } = row;
  return (
    <UnstyledButton
      className={`${classes.row} ${classes.product}`}
      style={{ transform: `translateY(${top}px)`, height: rowHeight }}
      aria-pressed={chosen}
      onClick={() => onChoose(name)}
      data-testid="tune-product"
      data-name={name}
    >
      <span className={classes.name}>{name}</span>
      <span>{photos}</span>
      <span>
        {percent(recognised / photos)}{' '}
        <small className={classes.interval}>{range(wilsonInterval(recognised, photos))}</small>
      </span>
      <span>{refused || ''}</span>
      <span>{needed.toFixed(3)}</span>
      <span className={classes.name}>{confused ? `${confused} · ${rival ?? ''}` : ''}</span>
    </UnstyledButton>
  );
}

function Mistakes({ tuning, threshold, name }: { tuning: Tuning; threshold: number; name: string }) {
  const { t } = useTranslation();
  const own = tuning.photos.filter(
    ({ truth, nearest, score }) => truth === name && (nearest !== name || score < threshold),
  );
  if (!own.length) return <Text c="dimmed">{t('tune.product.allRight', { name })}</Text>;
  return (
    <PhotoStrip
      title={t('tune.product.mistakes', { name, count: own.length })}
      photos={own.slice(0, shown)}
      count={own.length}
    />
  );
}
