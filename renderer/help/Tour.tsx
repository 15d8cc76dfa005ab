import { useEffect, useRef } from 'react';
import { Button, CloseButton, Group, Paper, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { endTour, stops, useTour, visit } from './tour-store';
import { Pointer } from './Pointer';
import classes from './Tour.module.css';

/** The five-minute tour: a card beside the real rooms, which stay in use. Escape in it ends it. */
export function Tour() {
  const at = useTour((state) => state.at);
  if (at === null) return null;
  return (
    <>
      <Pointer key={at} targets={stops[at].targets} />
      <Card at={at} />
    </>
  );
}

function Card({ at }: { at: number }) {
  const { t } = useTranslation();
  const card = useRef<HTMLDivElement>(null);
  useEffect(() => card.current?.focus(), [at]);
  const { room } = stops[at];
  const last = at === stops.length - 1;
  return (
    <Paper
      ref={card}
      component="section"
      role="dialog"
      aria-labelledby="tour-title"
      aria-describedby="tour-text"
      tabIndex={-1}
      withBorder
      shadow="xl"
      radius="lg"
      className={classes.card}
      onKeyDown={({ key }) => key === 'Escape' && void endTour()}
      data-testid="tour"
    >
      <Group justify="space-between" wrap="nowrap">
        <Text size="xs" c="dimmed" data-testid="tour-step">
          {t('help.step', { n: at + 1, count: stops.length })}
        </Text>
        <CloseButton aria-label={t('help.leave')} onClick={() => void endTour()} data-testid="tour-end" />
      </Group>
      <Title order={2} size="h4" id="tour-title">
        {t(`help.stop.${room}.title`)}
      </Title>
      <Text size="sm" mt={6} id="tour-text">
        {t(`help.stop.${room}.text`)}
      </Text>
      <Group justify="flex-end" gap="xs" mt="md">
        {at > 0 && (
          <Button variant="default" size="sm" onClick={() => visit(at - 1)} data-testid="tour-back">
            {t('help.back')}
          </Button>
        )}
        <Button
          size="sm"
          onClick={() => (last ? void endTour() : visit(at + 1))}
          data-testid={last ? 'tour-done' : 'tour-next'}
        >
          {t(last ? 'help.done' : 'help.forward')}
        </Button>
      </Group>
    </Paper>
  );
}
