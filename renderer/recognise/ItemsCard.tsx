import type { CSSProperties } from 'react';
import { Paper, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { FoundItems, ItemAnswer } from '@shared/domain';
import { call } from '../engine/connection';
import { PhotoImage } from '../parts/PhotoImage';
import { placeOf } from '../parts/place-of';
import { type Answer, answerId } from './recognise-store';
import { ScoreBar } from './ScoreBar';
import { Teach } from './Teach';
import classes from './ItemsCard.module.css';
import room from './RecogniseRoom.module.css';

/** A photo of several products: each in its box, and what it was taken for. */
export function ItemsCard({ answer, found }: { answer: Answer; found: FoundItems }) {
  const { t } = useTranslation();
  return (
    <Paper
      component="article"
      withBorder
      radius="lg"
      className={room.answer}
      id={answerId(answer)}
      data-testid="recognise-items"
    >
      <div className={classes.frame}>
        <div className={classes.stage} style={{ '--ratio': found.width / found.height } as CSSProperties}>
          <PhotoImage
            id={answer.photoId}
            width={1024}
            alt={t('recognise.photo', { name: answer.name })}
            className={classes.photo}
          />
          {found.items.map((item, i) => (
            <div
              key={i}
              className={classes.box}
              style={placeOf(item.box, found)}
              data-known={item.product !== null || undefined}
              aria-hidden
            >
              <span className={classes.tag}>
                {i + 1} {item.product?.name}
              </span>
            </div>
          ))}
        </div>
      </div>
      <div className={room.verdict}>
        <Text fw={650}>{t('recognise.items.found', { count: found.items.length })}</Text>
        <ol className={classes.items}>
          {found.items.map((item, i) => (
            <Item key={i} number={i + 1} item={item} photoId={answer.photoId} />
          ))}
        </ol>
        <Text size="xs" c="dimmed" className={room.footnote} data-selectable>
          {answer.name} · {t('recognise.ms', { ms: Math.round(answer.milliseconds) })}
        </Text>
      </div>
    </Paper>
  );
}

interface ItemProps {
  number: number;
  item: ItemAnswer;
  /** Of all of them. */
  photoId: string;
}

function Item({ number, item, photoId }: ItemProps) {
  const { t } = useTranslation();
  const { product, score, threshold, candidates, box } = item;
  const [nearest] = candidates;
  return (
    <li data-testid="recognise-item" data-product={product?.name ?? ''}>
      <div className={classes.item}>
        <PhotoImage
          id={nearest.photoId}
          alt={t('recognise.reference', { name: nearest.name })}
          className={classes.reference}
        />
        <div className={classes.about}>
          <Text
            fw={700}
            fz={19}
            data-selectable
            className={classes.name}
            data-known={product !== null || undefined}
          >
            {number} {product?.name ?? t('recognise.stranger')}
          </Text>
          <ScoreBar score={score} threshold={threshold} />
          <Teach
            compact
            candidates={candidates}
            product={product?.id ?? null}
            photo={async () => (await call('recognise.keepItem', { photoId, box })).photoId}
          />
        </div>
      </div>
    </li>
  );
}
