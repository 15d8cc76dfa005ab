import { Button, Menu } from '@mantine/core';
import { IconChartPie, IconZoomScan } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { isRunning, useJobs } from '../engine/jobs';
import { drawSplits, surveyPhotos } from './review';

const shares = [
  [80, 10, 10],
  [70, 15, 15],
  [80, 20, 0],
] as const;

/** What is done to all photos at once: look them over, and draw the splits. */
export function SurveyMenu() {
  const { t } = useTranslation();
  const busy = useJobs((state) => isRunning(state.jobs, 'survey'));
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          size="sm"
          variant="default"
          leftSection={<IconZoomScan size={16} />}
          loading={busy}
          data-testid="survey-menu"
        >
          {t('curate.review.open')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconZoomScan size={15} />}
          onClick={() => void surveyPhotos()}
          data-testid="survey"
        >
          {t('curate.review.start')}
        </Menu.Item>
        <Menu.Label>{t('curate.splits.title')}</Menu.Label>
        {shares.map((three) => (
          <Menu.Item
            key={three.join()}
            leftSection={<IconChartPie size={15} />}
            onClick={() => void drawSplits(three)}
            data-testid={`draw-${three.join('-')}`}
          >
            {t('curate.splits.shares', { train: three[0], val: three[1], test: three[2] })}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
