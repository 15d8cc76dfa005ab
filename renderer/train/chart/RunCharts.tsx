import { Button, Group, Paper, Slider, Switch, Text } from '@mantine/core';
import { IconZoomReset } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useDrawnRuns } from '../useDrawnRuns';
import { Chart } from './Chart';
import { setZoom, useChartSettings } from './chart-settings';
import { metrics } from './curves';
import classes from './Chart.module.css';

/** Every metric of the shown run, and of those compared with it. */
export function RunCharts() {
  const { t } = useTranslation();
  const drawn = useDrawnRuns();
  if (!drawn.some(({ chart }) => chart.steps.length || chart.epochs.length))
    return (
      <Paper withBorder radius="lg" className={classes.none}>
        {t('train.noChart')}
      </Paper>
    );
  return (
    <Paper withBorder radius="lg" p="md" className={classes.panel}>
      <Controls />
      <div className={classes.charts}>
        {metrics.map((metric) => (
          <Chart key={metric} drawn={drawn} metric={metric} />
        ))}
      </div>
    </Paper>
  );
}

/** How all charts are looked at. */
function Controls() {
  const { t } = useTranslation();
  const { smoothing, logScale, zoom } = useChartSettings();
  return (
    <Group gap="lg" mb="sm" mih={30}>
      <Group gap="xs">
        <Text size="xs">{t('train.smoothing')}</Text>
        <Slider
          w={120}
          size="sm"
          min={0}
          max={0.99}
          step={0.01}
          value={smoothing}
          onChange={(value) => useChartSettings.setState({ smoothing: value })}
          thumbLabel={t('train.smoothing')}
        />
      </Group>
      <Switch
        size="xs"
        label={t('train.logScale')}
        checked={logScale}
        onChange={(event) => useChartSettings.setState({ logScale: event.currentTarget.checked })}
        data-testid="chart-log"
      />
      {zoom ? (
        <Button
          size="compact-xs"
          variant="light"
          leftSection={<IconZoomReset size={14} />}
          onClick={() => setZoom(null)}
          data-testid="chart-whole"
        >
          {t('train.wholeRun')}
        </Button>
      ) : (
        <Text size="xs" c="dimmed">
          {t('train.zoomHint')}
        </Text>
      )}
    </Group>
  );
}
