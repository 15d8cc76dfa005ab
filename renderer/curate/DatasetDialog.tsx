import { useState } from 'react';
import { Button, Group, Radio, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { DatasetFormat } from '@shared/domain';
import { Dialog } from '../parts/Dialog';
import { exportDataset, importDataset } from './dataset-actions';
import { useCurate } from './curate-store';

const formats = ['coco', 'yolo', 'voc', 'csv', 'folder'] as const;

/** Asks how a dataset that comes in or goes out is laid out, then where it is. */
export function DatasetDialog() {
  const { t } = useTranslation();
  const direction = useCurate((state) => state.dataset);
  const [format, setFormat] = useState<DatasetFormat>('coco');
  if (!direction) return null;
  const close = () => useCurate.setState({ dataset: null });
  const go = () => {
    close();
    void (direction === 'in' ? importDataset(format) : exportDataset(format));
  };
  return (
    <Dialog onClose={close} title={t(`curate.dataset.${direction}.title`)} centered>
      <Stack data-testid="dataset-dialog">
        <Radio.Group
          value={format}
          onChange={(value) => setFormat(value as DatasetFormat)}
          label={t('curate.dataset.format')}
        >
          <Stack gap={8} mt={8}>
            {formats.map((one) => (
              <Radio
                key={one}
                value={one}
                label={t(`curate.dataset.name.${one}`)}
                description={t(`curate.dataset.about.${one}`)}
                data-testid={`dataset-${one}`}
              />
            ))}
          </Stack>
        </Radio.Group>
        <Text size="sm" c="dimmed">
          {t(`curate.dataset.${direction}.hint`)}
        </Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            {t('app.cancel')}
          </Button>
          <Button onClick={go} data-testid="dataset-choose">
            {t('curate.dataset.choose')}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
