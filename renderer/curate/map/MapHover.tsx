import { Badge, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Size } from '@shared/box';
import type { Photo } from '@shared/domain';
import { PhotoImage } from '../../parts/PhotoImage';
import { useCurate } from '../curate-store';
import classes from './Map.module.css';

interface Props {
  photo: Photo;
  outlier: boolean;
  /** Where its point is, and how large the map is. */
  x: number;
  y: number;
  size: Size;
}

/** The photo under the pointer, on the side of it where there is room. */
export function MapHover({ photo, outlier, x, y, size }: Props) {
  const { t } = useTranslation();
  const label = useCurate((state) => state.classes.find(({ id }) => id === photo.classId)?.name);
  const place = {
    ...(x < size.width / 2 ? { left: x + 14 } : { right: size.width - x + 14 }),
    ...(y < size.height / 2 ? { top: y + 8 } : { bottom: size.height - y + 8 }),
  };
  return (
    <div className={classes.hover} style={place} data-testid="map-hover">
      <div className={classes.picture}>
        <PhotoImage key={photo.id} id={photo.id} alt="" />
      </div>
      <Text size="xs" fw={600} truncate>
        {label ?? t('curate.unlabelled')}
      </Text>
      <Text size="xs" c="dimmed" truncate>
        {photo.name}
      </Text>
      {outlier && (
        <Badge size="xs" color="yellow" variant="light">
          {t('curate.review.issue.outlier')}
        </Badge>
      )}
    </div>
  );
}
