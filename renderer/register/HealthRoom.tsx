import { Badge, Button, Group, Paper, Text } from '@mantine/core';
import { IconHeartbeat, IconPhotoPlus, IconStethoscope } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ProductHealth } from '@shared/domain';
import { Empty } from '../parts/Empty';
import { PhotoImage } from '../parts/PhotoImage';
import { addPhotos } from './actions';
import { checkHealth, useHealth } from './health-store';
import classes from './HealthRoom.module.css';

/** More than this nobody works through at once. */
const mostShown = 200;

/** Which products need better photos, and why. */
export function HealthRoom() {
  const { t } = useTranslation();
  const { health, outdated, running } = useHealth();
  const check = (
    <Button
      leftSection={<IconStethoscope size={18} />}
      variant={health && !outdated ? 'default' : 'filled'}
      loading={running}
      onClick={() => void checkHealth()}
      data-testid="health-check"
    >
      {t(health ? 'register.health.again' : 'register.health.check')}
    </Button>
  );
  if (!health)
    return (
      <Empty
        icon={IconHeartbeat}
        title={t('register.health.title')}
        text={t('register.health.text')}
        action={check}
      />
    );
  const ill = health.filter(({ needs }) => needs.length > 0);
  return (
    <div className={classes.room}>
      <Group>
        <Text fw={600} data-testid="health-count">
          {t('register.health.count', { count: ill.length, total: health.length })}
        </Text>
        {check}
        {outdated && <Text c="dimmed">{t('register.health.outdated')}</Text>}
      </Group>
      {health.slice(0, mostShown).map((product) => (
        <HealthRow key={product.id} product={product} />
      ))}
    </div>
  );
}

function HealthRow({ product }: { product: ProductHealth }) {
  const { t } = useTranslation();
  const { id, name, photos, spread, rival, tried, refused, needs } = product;
  const figures = [
    t('register.photos', { count: photos }),
    ...(spread === null ? [] : [t('register.health.spread', { spread: spread.toFixed(2) })]),
    ...(tried ? [t('register.health.refused', { refused, tried })] : []),
  ];
  return (
    <Paper withBorder radius="lg" className={classes.row} data-testid="health-row" data-name={name}>
      <div className={classes.pair}>
        {rival && (
          <>
            <PhotoImage id={rival.photoId} alt={t('register.photoOf', { name })} className={classes.photo} />
            <PhotoImage
              id={rival.itsPhotoId}
              alt={t('register.photoOf', { name: rival.name })}
              className={classes.photo}
            />
          </>
        )}
      </div>
      <div className={classes.text}>
        <Text fw={650} truncate>
          {name}
        </Text>
        <Text size="sm" c="dimmed">
          {figures.join(' · ')}
        </Text>
        {rival && (
          <Text size="sm">
            {t('register.health.rival', { name: rival.name, score: rival.score.toFixed(2) })}
          </Text>
        )}
        <Group gap={6} mt={6}>
          {needs.length === 0 && <Badge color="ramune">{t('register.health.good')}</Badge>}
          {needs.map((need) => (
            <Badge key={need} color="yellow" tt="none" data-testid="health-need" data-need={need}>
              {t(`register.health.need.${need}`)}
            </Badge>
          ))}
        </Group>
      </div>
      <Button
        variant="light"
        leftSection={<IconPhotoPlus size={18} />}
        onClick={() => void addPhotos(id, name)}
        data-testid="health-add"
      >
        {t('register.lookalike.add')}
      </Button>
    </Paper>
  );
}
