import { memo } from 'react';
import { Button, Group, NumberInput, Slider, Text } from '@mantine/core';
import { IconArrowBackUp, IconCheck, IconSparkles } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { saveThreshold, setThreshold, useTune } from './tune-store';
import classes from './TuneRoom.module.css';

const step = 0.001;

/** The slider, the same as a number, and what to do with it. */
export function ThresholdControls({ saved }: { saved: number }) {
  const { t } = useTranslation();
  const threshold = useTune((state) => state.threshold);
  return (
    <>
      <Slider
        size="lg"
        min={0}
        max={1}
        step={step}
        value={threshold}
        onChange={setThreshold}
        label={(value) => value.toFixed(3)}
        thumbLabel={t('tune.threshold')}
        className={classes.slider}
        data-testid="threshold-slider"
      />
      <Group justify="space-between" className={classes.ends}>
        <Text size="xs" c="dimmed">
          {t('tune.lenient')}
        </Text>
        <Text size="xs" c="dimmed">
          {t('tune.strict')}
        </Text>
      </Group>
      <Group gap="sm" mt="md">
        <NumberInput
          aria-label={t('tune.thresholdExact')}
          value={Number(threshold.toFixed(3))}
          onChange={(value) => typeof value === 'number' && setThreshold(value)}
          min={0}
          max={1}
          step={step}
          decimalScale={3}
          fixedDecimalScale
          clampBehavior="strict"
          w={110}
          data-testid="threshold-input"
        />
        <Text size="sm" c="dimmed" data-testid="threshold-saved">
          {t('tune.savedValue', { threshold: saved.toFixed(3) })}
        </Text>
        <div className={classes.buttons}>
          <Suggest />
          <Save changed={Math.abs(threshold - saved) >= step / 2} saved={saved} />
        </div>
      </Group>
    </>
  );
}

const Suggest = memo(function Suggest() {
  const { t } = useTranslation();
  const suggested = useTune((state) => state.suggested);
  if (suggested === null)
    return (
      <Text size="sm" c="dimmed">
        {t('tune.noSuggestion')}
      </Text>
    );
  return (
    <Button
      variant="light"
      leftSection={<IconSparkles size={17} />}
      onClick={() => setThreshold(suggested)}
      data-testid="threshold-suggest"
    >
      {t('tune.suggest', { threshold: suggested.toFixed(3) })}
    </Button>
  );
});

const Save = memo(function Save({ changed, saved }: { changed: boolean; saved: number }) {
  const { t } = useTranslation();
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconArrowBackUp size={17} />}
        disabled={!changed}
        onClick={() => setThreshold(saved)}
      >
        {t('tune.reset')}
      </Button>
      <Button
        leftSection={<IconCheck size={17} />}
        disabled={!changed}
        onClick={() => void saveThreshold()}
        data-testid="threshold-save"
      >
        {t('tune.save')}
      </Button>
    </>
  );
});
