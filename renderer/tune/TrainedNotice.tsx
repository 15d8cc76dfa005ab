import { Alert, Group, Switch, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { leaveOutTrained, useTune } from './tune-store';

/** Says when the model knows the photos already, and offers to leave them out. */
export function TrainedNotice() {
  const { t } = useTranslation();
  const photos = useTune((state) => state.photos);
  const withoutTrained = useTune((state) => state.withoutTrained);
  const count = photos.filter(({ trained }) => trained).length;
  if (!count) return null;
  return (
    <Alert
      color="yellow"
      radius="lg"
      icon={<IconAlertTriangle size={18} aria-hidden />}
      data-testid="tune-trained"
    >
      <Group justify="space-between">
        <Text size="sm" flex="1 1 320px">
          {t('tune.trained', { count, total: photos.length })}
        </Text>
        {count < photos.length && (
          <Switch
            label={t('tune.withoutTrained')}
            checked={withoutTrained}
            onChange={(event) => leaveOutTrained(event.currentTarget.checked)}
            data-testid="tune-without-trained"
          />
        )}
      </Group>
    </Alert>
  );
}
