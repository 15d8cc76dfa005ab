import type { FormEvent } from 'react';
import { Button, Paper, Text, TextInput, Title } from '@mantine/core';
import { IconCheck, IconPhotoPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { chooseDraftPhotos, saveDraft } from './actions';
import { PhotoSlots } from './PhotoSlots';
import { useRegister } from './register-store';
import classes from './RegisterRoom.module.css';

/** The three steps that teach a product: its name, its photos, save. */
export function AddProduct() {
  const { t } = useTranslation();
  const { name, photos, saving } = useRegister();
  const missing = !name.trim() ? t('register.needName') : !photos.length ? t('register.needPhotos') : '';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void saveDraft();
  };
  return (
    <Paper component="form" withBorder radius="lg" p="lg" className={classes.add} onSubmit={submit}>
      <Title order={2} size="h4">
        {t('register.add')}
      </Title>
      <TextInput
        label={t('register.stepName')}
        placeholder={t('register.namePlaceholder')}
        value={name}
        disabled={saving}
        maxLength={120}
        onChange={(event) => useRegister.setState({ name: event.currentTarget.value })}
        data-testid="register-name"
      />
      <div className={classes.step} role="group" aria-label={t('register.stepPhotos')}>
        <Text size="sm" fw={600}>
          {t('register.stepPhotos')}
        </Text>
        <PhotoSlots />
        <div className={classes.choose}>
          <Button
            variant="light"
            size="xs"
            disabled={saving}
            leftSection={<IconPhotoPlus size={16} />}
            onClick={() => void chooseDraftPhotos()}
            data-testid="register-add-photos"
          >
            {t('register.choose')}
          </Button>
          <Text size="xs" c="dimmed">
            {t('register.drop')}
          </Text>
        </div>
      </div>
      <div className={classes.step}>
        <Text size="sm" fw={600}>
          {t('register.stepSave')}
        </Text>
        <Button
          type="submit"
          leftSection={<IconCheck size={18} />}
          disabled={missing !== ''}
          loading={saving}
          data-testid="register-save"
        >
          {t('register.save')}
        </Button>
        <Text size="xs" c="dimmed" mih={18}>
          {missing}
        </Text>
      </div>
    </Paper>
  );
}
