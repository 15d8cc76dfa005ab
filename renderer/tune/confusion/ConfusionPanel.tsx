import { useMemo, useState } from 'react';
import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type Confusion, confusionAt, indexConfusion } from '@shared/confusion';
import { percent } from '../percent';
import { PhotoStrip } from '../PhotoStrip';
import type { Tuning } from '../tuning';
import { Matrix } from './Matrix';
import type { Cell } from './view';

const shown = 60;

/** Which product is taken for which; a cell shows its photos. */
export function ConfusionPanel({ tuning, threshold }: { tuning: Tuning; threshold: number }) {
  const indexed = useMemo(() => indexConfusion(tuning.photos), [tuning]);
  const confusion = useMemo(() => confusionAt(indexed, threshold), [indexed, threshold]);
  const [chosen, setChosen] = useState<Cell | null>(null);
  const cell = chosen && Math.max(chosen.row, chosen.column) <= confusion.products.length ? chosen : null;
  return (
    <>
      <Matrix confusion={confusion} chosen={cell} onChoose={setChosen} />
      {cell && <CellPhotos tuning={tuning} confusion={confusion} threshold={threshold} cell={cell} />}
    </>
  );
}

interface CellProps {
  tuning: Tuning;
  confusion: Confusion;
  threshold: number;
  cell: Cell;
}

function CellPhotos({ tuning, confusion, threshold, cell: { row, column } }: CellProps) {
  const { t } = useTranslation();
  const { products, counts, totals } = confusion;
  const truth = products[row] ?? null;
  const answer = products[column] ?? null;
  const photos = tuning.photos.filter(
    (photo) => photo.truth === truth && (photo.score >= threshold ? photo.nearest : null) === answer,
  );
  const count = counts[row * (products.length + 1) + column];
  const title = t('tune.confusion.cell', {
    truth: truth ?? t('tune.kind.stranger'),
    answer: answer ?? t('tune.confusion.refused'),
    count,
    total: totals[row],
    share: percent(totals[row] ? count / totals[row] : null),
  });
  return (
    <div aria-live="polite" data-testid="matrix-cell">
      {count ? (
        <PhotoStrip title={title} photos={photos.slice(0, shown)} count={count} />
      ) : (
        <Text c="dimmed">{title}</Text>
      )}
    </div>
  );
}
