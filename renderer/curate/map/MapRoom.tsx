import { Alert, Button, Group } from '@mantine/core';
import { IconMap2, IconRefresh } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Photo } from '@shared/domain';
import { isRunning, useJobs } from '../../engine/jobs';
import { Empty } from '../../parts/Empty';
import { useCurate } from '../curate-store';
import { drawMap, useMap } from './map-store';
import { PhotoMapCanvas } from './PhotoMapCanvas';
import { pointsOf } from './points';
import classes from './Map.module.css';

/** The photos as a map, or what to do to have one. */
export function MapRoom({ shown }: { shown: readonly Photo[] }) {
  const { t } = useTranslation();
  const map = useMap((state) => state.map);
  const busy = useJobs((state) => isRunning(state.jobs, 'map'));
  const photos = useCurate((state) => state.photos);
  const list = useCurate((state) => state.classes);
  const points = useMemo(() => map && pointsOf(map, photos, shown, list), [map, photos, shown, list]);
  const draw = (label: string) => (
    <Button
      size="xs"
      variant={points ? 'default' : 'filled'}
      leftSection={points ? <IconRefresh size={15} /> : <IconMap2 size={15} />}
      loading={busy}
      onClick={() => void drawMap()}
      data-testid="map-draw"
    >
      {label}
    </Button>
  );
  if (!points)
    return (
      <Empty
        icon={IconMap2}
        title={t('curate.map.empty')}
        text={t('curate.map.about')}
        action={draw(t('curate.map.draw'))}
      />
    );
  return (
    <div className={classes.room}>
      {points.missing > 0 && (
        <Alert className={classes.missing} color="yellow" p="xs" data-testid="map-missing">
          <Group justify="space-between">
            {t('curate.map.missing', { count: points.missing })}
            {draw(t('curate.map.again'))}
          </Group>
        </Alert>
      )}
      <PhotoMapCanvas points={points} />
    </div>
  );
}
