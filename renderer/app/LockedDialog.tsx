import { Button, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../parts/Dialog';
import { openProject, useProject } from './project-store';

/** Asks before a project is taken over from another studio. */
export function LockedDialog() {
  const { t } = useTranslation();
  const folder = useProject((state) => state.lockedFolder);
  if (folder === null) return null;
  const close = () => useProject.setState({ lockedFolder: null });
  return (
    <Dialog onClose={close} title={t('app.locked.title')} centered>
      <Text mb="lg">{t('app.locked.text')}</Text>
      <Group justify="flex-end">
        <Button variant="default" onClick={close}>
          {t('app.cancel')}
        </Button>
        <Button color="red.9" onClick={() => void openProject(folder, true)}>
          {t('app.locked.takeOver')}
        </Button>
      </Group>
    </Dialog>
  );
}
