import { memo } from 'react';
import { Button, Group, NumberInput, Slider, Text } from '@mantine/core';
import { IconArrowBackUp, IconCheck, IconSparkles } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { typedNumber } from '../parts/typed-number';
import { Goals } from './Goals';
import { digitsOf, positionOf, scoreAt, shownScore, ticks } from './scale';
import { saveThreshold, setThreshold, useTune } from './tune-store';
import type { Tuning } from './tuning';
import classes from './TuneRoom.module.css';

/** A step of the slider's length. */
const slide = 0.0025;

const marks = ticks.map((score) => ({ value: positionOf(score), label: String(score) }));

/** The slider, the same as a number, and what to do with it. */
export function ThresholdControls({ tuning, saved }: { tuning: Tuning; saved: number }) {
  const { t } = useTranslation();
  const threshold = useTune((state) => state.threshold);
  return (
    <>
      <Slider
        size="lg"
        min={0}
        max={1}
        step={slide}
        value={positionOf(threshold)}
        onChange={(position) => setThreshold(scoreAt(position))}
        label={shownScore(threshold)}
        marks={marks}
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
          value={Number(shownScore(threshold))}
          onChange={(typed) => setThreshold(typedNumber(typed) ?? threshold)}
          min={0}
          max={1}
          step={0.001}
          decimalScale={digitsOf(threshold)}
          fixedDecimalScale
          clampBehavior="strict"
          w={110}
          data-testid="threshold-input"
        />
        <Text size="sm" c="dimmed" data-testid="threshold-saved">
          {t('tune.savedValue', { threshold: shownScore(saved) })}
        </Text>
        <div className={classes.buttons}>
          <Suggest tuning={tuning} />
          <Save changed={threshold !== saved} saved={saved} />
        </div>
      </Group>
    </>
  );
}

/** One suggestion for everybody, and others for a purpose. */
const Suggest = memo(function Suggest({ tuning }: { tuning: Tuning }) {
  const { t } = useTranslation();
  const { suggested } = tuning;
  if (suggested === null)
    return (
      <Text size="sm" c="dimmed">
        {t('tune.noSuggestion')}
      </Text>
    );
  return (
    <Button.Group>
      <Button
        variant="light"
        leftSection={<IconSparkles size={17} />}
        onClick={() => setThreshold(suggested)}
        data-testid="threshold-suggest"
      >
        {t('tune.suggest', { threshold: shownScore(suggested) })}
      </Button>
      <Goals tuning={tuning} />
    </Button.Group>
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
