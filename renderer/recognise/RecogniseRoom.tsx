import { useMemo } from 'react';
import { Button, Loader, SegmentedControl, Switch, Text, Tooltip } from '@mantine/core';
import {
  IconBottle,
  IconFilterOff,
  IconFolderSearch,
  IconPhotoPlus,
  IconPhotoScan,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { goTo } from '../app/rooms';
import { Empty } from '../parts/Empty';
import { Room } from '../parts/Room';
import { useDrop } from '../parts/useDrop';
import { usePaste } from '../parts/usePaste';
import { AnswerCard } from './AnswerCard';
import { filterAnswers } from './history';
import { HistoryStrip } from './HistoryStrip';
import { LiveCamera } from './live/LiveCamera';
import {
  chooseAndRecognise,
  recogniseImages,
  recognisePhotos,
  setSeveral,
  toggleWatch,
  useRecognise,
} from './recognise-store';
import classes from './RecogniseRoom.module.css';

export function RecogniseRoom() {
  const { t } = useTranslation();
  const { over, handlers } = useDrop(recognisePhotos);
  usePaste(recognisePhotos, recogniseImages);
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
  const { pending, several, shown, watched } = useRecognise();
  return (
    <>
      {pending > 0 && (
        <Text size="sm" c="dimmed" role="status" className={classes.pending}>
          <Loader size={16} />
          {t('recognise.working', { count: pending })}
        </Text>
      )}
      <SegmentedControl
        value={shown}
        onChange={(value) => useRecognise.setState({ shown: value as typeof shown })}
        data={(['photos', 'camera'] as const).map((value) => ({
          value,
          label: t(`recognise.from.${value}`),
        }))}
        aria-label={t('recognise.from.label')}
        data-testid="recognise-from"
      />
      {shown === 'photos' && (
        <Tooltip label={t('recognise.items.hint')} multiline maw={320} openDelay={400}>
          <Switch
            label={t('recognise.items.several')}
            checked={several}
            onChange={(event) => void setSeveral(event.currentTarget.checked)}
            data-testid="recognise-several"
          />
        </Tooltip>
      )}
      <Tooltip label={watched ?? t('recognise.watch.hint')} multiline maw={320} openDelay={400}>
        <Button
          variant={watched ? 'light' : 'default'}
          leftSection={<IconFolderSearch size={18} />}
          onClick={() => void toggleWatch()}
          aria-pressed={watched !== null}
          data-testid="recognise-watch"
        >
          {watched ? t('recognise.watch.stop') : t('recognise.watch.start')}
        </Button>
      </Tooltip>
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
  const { answers, filter, noProducts, shown } = useRecognise();
  const found = useMemo(() => filterAnswers(answers, filter), [answers, filter]);
  if (noProducts) return <NoProducts />;
  if (shown === 'camera') return <LiveCamera />;
  if (!answers.length)
    return (
      <div className={classes.dropHere}>
        <Empty icon={IconPhotoScan} title={t('recognise.drop')} text={t('recognise.empty.text')} />
      </div>
    );
  return (
    <div className={classes.answers} aria-live="polite">
      {!found.length && (
        <Empty icon={IconFilterOff} title={t('recognise.noMatch.title')} text={t('recognise.noMatch.text')} />
      )}
      {found.map((answer) => (
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
