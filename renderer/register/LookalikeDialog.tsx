import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { PhotoImage } from '../parts/PhotoImage';
import { chooseDraftPhotos, saveAnyway } from './actions';
import { useRegister } from './register-store';
import classes from './RegisterRoom.module.css';

/** Says before saving that the new product is too much like another one, and shows both. */
export function LookalikeDialog() {
  const { t } = useTranslation();
  const lookalike = useRegister((state) => state.lookalike);
  if (!lookalike) return null;
  const { photoId, nearest } = lookalike;
  const close = () => useRegister.setState({ lookalike: null });
  const addPhotos = () => {
    close();
    void chooseDraftPhotos();
  };
  const title = t('register.lookalike.title', { name: nearest.name, score: nearest.score.toFixed(2) });
  return (
    <Modal opened onClose={close} title={title} centered size="lg" data-testid="lookalike">
      <Stack>
        <Text size="sm">{t('register.lookalike.text', { name: nearest.name })}</Text>
        <div className={classes.pair}>
          <Picture id={photoId} caption={t('register.lookalike.yours')} />
          <Picture id={nearest.photoId} caption={nearest.name} />
        </div>
        <Group justify="flex-end">
          <Button variant="default" onClick={() => void saveAnyway()} data-testid="lookalike-save">
            {t('register.lookalike.save')}
          </Button>
          <Button onClick={addPhotos} data-autofocus data-testid="lookalike-add">
            {t('register.lookalike.add')}
          </Button>
        </Group>
      </Stack>
    </Modal>
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
