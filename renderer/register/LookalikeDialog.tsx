import { Button, Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Lookalike } from '@shared/domain';
import { Dialog } from '../parts/Dialog';
import { PhotoImage } from '../parts/PhotoImage';
import { useRegister } from './register-store';
import classes from './RegisterRoom.module.css';

/** Asks before what was chosen in this room is saved. */
export function LookalikeDialog() {
  const lookalike = useRegister((state) => state.lookalike);
  if (!lookalike) return null;
  const close = () => useRegister.setState({ lookalike: null });
  return (
    <LookalikeQuestion
      lookalike={lookalike.found}
      onClose={close}
      onSave={() => {
        close();
        lookalike.save();
      }}
      onAddPhotos={() => {
        close();
        lookalike.choosePhotos();
      }}
    />
  );
}

interface Props {
  lookalike: Lookalike;
  onClose(): void;
  onSave(): void;
  onAddPhotos(): void;
}

/** Says before saving that photos are too much like another product's, and shows both. */
export function LookalikeQuestion({ lookalike: { photoId, nearest }, onClose, onSave, onAddPhotos }: Props) {
  const { t } = useTranslation();
  const title = t('register.lookalike.title', { name: nearest.name, score: nearest.score.toFixed(2) });
  return (
    <Dialog onClose={onClose} title={title} centered size="lg" data-testid="lookalike">
      <Stack>
        <Text size="sm">{t('register.lookalike.text', { name: nearest.name })}</Text>
        <div className={classes.pair}>
          <Picture id={photoId} caption={t('register.lookalike.yours')} />
          <Picture id={nearest.photoId} caption={nearest.name} />
        </div>
        <Group justify="flex-end">
          <Button variant="default" onClick={onSave} data-testid="lookalike-save">
            {t('register.lookalike.save')}
          </Button>
          <Button onClick={onAddPhotos} data-autofocus data-testid="lookalike-add">
            {t('register.lookalike.add')}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}

function Picture({ id, caption }: { id: string; caption: string }) {
  return (
    <figure>
      <PhotoImage id={id} alt={caption} width={512} />
      <Text component="figcaption" size="sm" c="dimmed" ta="center">
        {caption}
      </Text>
    </figure>
  );
}
