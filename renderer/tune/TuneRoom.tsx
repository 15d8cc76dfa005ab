import { useEffect } from 'react';
import { Button, Text } from '@mantine/core';
import { IconAdjustmentsHorizontal, IconRefresh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { goTo } from '../app/rooms';
import { Empty } from '../parts/Empty';
import { Room } from '../parts/Room';
import { UndoButtons } from '../parts/UndoButtons';
import { ReportButton } from './ReportButton';
import { TuningPanel } from './TuningPanel';
import { score, scoreIfStale, useTune } from './tune-store';

export function TuneRoom() {
  const { t } = useTranslation();
  const tuning = useTune((state) => state.tuning);
  const outdated = useTune((state) => state.stale && state.tuning !== null);
  useEffect(() => void scoreIfStale(), []);
  return (
    <Room
      title={t('tune.title')}
      subtitle={t('tune.subtitle')}
      actions={
        <>
          <UndoButtons />
          {tuning && <ReportButton />}
          {outdated && (
            <Text size="sm" c="dimmed" data-testid="tune-outdated">
              {t('tune.outdated')}
            </Text>
          )}
          <Refresh outdated={outdated} />
        </>
      }
    >
      {tuning ? <TuningPanel tuning={tuning} /> : <NothingScored />}
    </Room>
  );
}

function Refresh({ outdated }: { outdated: boolean }) {
  const { t } = useTranslation();
  const scoring = useTune((state) => state.scoring);
  return (
    <Button
      variant={outdated ? 'filled' : 'default'}
      leftSection={<IconRefresh size={17} />}
      loading={scoring}
      onClick={() => void score()}
      data-testid="threshold-refresh"
    >
      {t('tune.refresh')}
    </Button>
  );
}

function NothingScored() {
  const { t } = useTranslation();
  const { scoring, missing } = useTune();
  if (scoring)
    return <Empty icon={IconAdjustmentsHorizontal} title={t('tune.scoring')} text={t('tune.scoringText')} />;
  if (missing === null)
    return (
      <Empty
        icon={IconAdjustmentsHorizontal}
        title={t('tune.unscored.title')}
        text={t('tune.unscored.text')}
        action={<Button onClick={() => void score()}>{t('tune.unscored.action')}</Button>}
      />
    );
  const room = missing === 'no-photos' ? 'curate' : 'register';
  return (
    <Empty
      icon={IconAdjustmentsHorizontal}
      title={t('tune.empty.title')}
      text={t('tune.empty.text')}
      action={
        <Button onClick={() => goTo(room)}>
          {t(room === 'curate' ? 'tune.empty.photos' : 'tune.empty.action')}
        </Button>
      }
    />
  );
}
