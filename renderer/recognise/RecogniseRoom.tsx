import { Button, Loader, Text } from '@mantine/core';
import { IconBottle, IconPhotoPlus, IconPhotoScan } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { goTo } from '../app/rooms';
import { Empty } from '../parts/Empty';
import { Room } from '../parts/Room';
import { useDrop } from '../parts/useDrop';
import { usePaste } from '../parts/usePaste';
import { AnswerCard } from './AnswerCard';
import { HistoryStrip } from './HistoryStrip';
import { chooseAndRecognise, recognisePhotos, useRecognise } from './recognise-store';
import classes from './RecogniseRoom.module.css';

export function RecogniseRoom() {
  const { t } = useTranslation();
  const { over, handlers } = useDrop(recognisePhotos);
  usePaste(recognisePhotos);
  return (
    <Room title={t('recognise.title')} subtitle={t('recognise.subtitle')} actions={<Choose />} fill>
      <div className={classes.room} data-testid="recognise-drop" {...handlers}>
        <div className={classes.scroll}>
          <Content />
        </div>
        <HistoryStrip />
        {over && <div className={classes.drop}>{t('recognise.letGo')}</div>}
      </div>
    </Room>
  );
}

function Choose() {
  const { t } = useTranslation();
  const pending = useRecognise((state) => state.pending);
  return (
    <>
      {pending > 0 && (
        <Text size="sm" c="dimmed" role="status" className={classes.pending}>
          <Loader size={16} />
          {t('recognise.working', { count: pending })}
        </Text>
      )}
      <Button
        leftSection={<IconPhotoPlus size={18} />}
        onClick={() => void chooseAndRecognise()}
        data-testid="recognise-add-photos"
      >
        {t('recognise.add')}
      </Button>
    </>
  );
}

function Content() {
  const { t } = useTranslation();
  const answers = useRecognise((state) => state.answers);
  const noProducts = useRecognise((state) => state.noProducts);
  if (noProducts) return <NoProducts />;
  if (!answers.length)
    return (
      <div className={classes.dropHere}>
        <Empty icon={IconPhotoScan} title={t('recognise.drop')} text={t('recognise.empty.text')} />
      </div>
    );
  return (
    <div className={classes.answers} aria-live="polite">
      {answers.map((answer) => (
        <AnswerCard key={answer.key} answer={answer} />
      ))}
    </div>
  );
}

function NoProducts() {
  const { t } = useTranslation();
  return (
    <div data-testid="recognise-no-products">
      <Empty
        icon={IconBottle}
        title={t('recognise.noProducts.title')}
        text={t('recognise.noProducts.text')}
        action={<Button onClick={() => goTo('register')}>{t('recognise.noProducts.action')}</Button>}
      />
    </div>
  );
}
