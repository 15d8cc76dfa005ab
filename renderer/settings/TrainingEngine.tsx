import { Badge, Button, Code, Group, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { EngineInfo } from '@shared/domain';
import { useEngine } from '../engine/engine-store';
import { isRunning, useJobs } from '../engine/jobs';
import { fetchTensorFlow } from './fetch-tensorflow';
import { Section } from './Section';

/** What trains, and how to get native TensorFlow. */
export function TrainingEngine() {
  const { t } = useTranslation();
  const info = useEngine((state) => state.info);
  if (!info) return null;
  return (
    <Section title={t('settings.engine.title')}>
      <Group gap="xs" data-testid="settings-engine">
        <Text>{t(`settings.engine.${info.inUse}`)}</Text>
        <Badge variant="light">{t('settings.engine.inUse')}</Badge>
      </Group>
      <TensorFlow {...info.tensorflow} />
    </Section>
  );
}

function TensorFlow({ available, gpu, version, detail, download }: EngineInfo['tensorflow']) {
  const { t } = useTranslation();
  if (!available && download !== null) return <Fetch bytes={download} />;
  return (
    <>
      <Text size="sm" c="dimmed" mt={6}>
        {available
          ? t(gpu ? 'settings.engine.withGpu' : 'settings.engine.noGpu', { version })
          : t('settings.engine.missing')}
      </Text>
      {!gpu && (
        <Code block mt="sm" data-selectable>
          {available ? 'npm run setup:tensorflow -- --gpu' : 'npm run setup:tensorflow'}
        </Code>
      )}
      {detail && (
        <Text size="xs" c="dimmed" mt="xs" lineClamp={2} data-selectable>
          {detail.split('\n')[0]}
        </Text>
      )}
    </>
  );
}

function Fetch({ bytes }: { bytes: number }) {
  const { t } = useTranslation();
  const fetching = useJobs((state) => isRunning(state.jobs, 'tensorflow'));
  return (
    <>
      <Text size="sm" c="dimmed" mt={6}>
        {t('settings.engine.canFetch')}
      </Text>
      <Button
        variant="default"
        mt="sm"
        leftSection={<IconDownload size={17} />}
        loading={fetching}
        onClick={() => void fetchTensorFlow()}
        data-testid="tensorflow-fetch"
      >
        {t('settings.engine.fetch', { megabytes: Math.round(bytes / 1e6) })}
      </Button>
    </>
  );
}
