import { Button, Group, Text, Title } from '@mantine/core';
import { IconCheck, IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { LiveCamera } from '../../recognise/live/LiveCamera';
import { closeWizard, openWizard, useWizard } from './wizard-store';
import classes from './Wizard.module.css';

/** Try it: the camera says what it sees. */
export function TryStep() {
  const { t } = useTranslation();
  const name = useWizard((state) => state.name);
  return (
    <div className={classes.try}>
      <Group justify="space-between">
        <div>
          <Title order={2} size="h3">
            {t('register.saved', { name })}
          </Title>
          <Text c="dimmed">{t('register.wizard.tryHint')}</Text>
        </div>
        <Group>
          <Button size="lg" variant="default" leftSection={<IconPlus size={22} />} onClick={openWizard}>
            {t('register.wizard.another')}
          </Button>
          <Button
            size="lg"
            leftSection={<IconCheck size={22} />}
            onClick={closeWizard}
            data-autofocus
            data-testid="wizard-done"
          >
            {t('register.wizard.done')}
          </Button>
        </Group>
      </Group>
      <LiveCamera />
    </div>
  );
}
