import { ActionIcon, Text, UnstyledButton } from '@mantine/core';
import { IconPhoto, IconPlus, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { PhotoImage } from '../parts/PhotoImage';
import { useDrop } from '../parts/useDrop';
import { chooseDraftPhotos } from './actions';
import { addDraftPhotos, type DraftPhoto, removeDraftPhoto, useRegister } from './register-store';
import classes from './RegisterRoom.module.css';

const sides = ['front', 'left', 'right', 'back'] as const;

/** Four places for the sides of a product, and more when more photos are chosen. */
export function PhotoSlots() {
  const { t } = useTranslation();
  const photos = useRegister((state) => state.photos);
  const { over, handlers } = useDrop((paths) => void addDraftPhotos(paths));
  const nameOf = (i: number) =>
    sides[i] ? t(`register.slot.${sides[i]}`) : t('register.another', { number: i + 1 });
  return (
    <div className={classes.slots} data-over={over || undefined} {...handlers}>
      {photos.map((photo, i) => (
        <FilledSlot key={photo.path} photo={photo} side={nameOf(i)} />
      ))}
      {sides.slice(photos.length).map((side, i) => (
        <EmptySlot key={side} side={nameOf(photos.length + i)} />
      ))}
    </div>
  );
}

function EmptySlot({ side }: { side: string }) {
  return (
    <UnstyledButton className={classes.slot} onClick={() => void chooseDraftPhotos()}>
      <IconPlus size={18} aria-hidden />
      <Text size="xs">{side}</Text>
    </UnstyledButton>
  );
}

function FilledSlot({ photo, side }: { photo: DraftPhoto; side: string }) {
  const { t } = useTranslation();
  const name = photo.path.split(/[\\/]/).pop() ?? photo.path;
  return (
    <div className={classes.slot} data-filled data-testid="register-photo" title={name}>
      {photo.photoId ? (
        <PhotoImage id={photo.photoId} alt={name} className={classes.preview} />
      ) : (
        <>
          <IconPhoto size={20} aria-hidden />
          <Text size="xs" className={classes.fileName}>
            {name}
          </Text>
        </>
      )}
      <Text size="xs" className={classes.side}>
        {side}
      </Text>
      <ActionIcon
        className={classes.takeOut}
        size="sm"
        radius="xl"
        variant="default"
        aria-label={t('register.takeOut', { name })}
        disabled={useRegister((state) => state.saving)}
        onClick={() => removeDraftPhoto(photo.path)}
      >
        <IconX size={13} />
      </ActionIcon>
    </div>
  );
}
