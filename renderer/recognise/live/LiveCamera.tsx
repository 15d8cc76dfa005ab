import { type RefObject, useEffect } from 'react';
import { Button, Group, Paper, Switch, Text, Title } from '@mantine/core';
import { IconCameraOff, IconMaximize, IconMinimize, IconRefresh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { grabFrame, keptSide } from '../../camera/grab';
import { useCamera } from '../../camera/useCamera';
import { Empty } from '../../parts/Empty';
import { useEscape } from '../../parts/escape';
import { Nearest, RunnerUp, Verdict } from '../AnswerCard';
import { ScoreBar } from '../ScoreBar';
import { Teach } from '../Teach';
import { keep, useLive, watchCamera } from './live-store';
import classes from './LiveCamera.module.css';

/** A camera's picture and, beside it, what it shows, again and again. */
export function LiveCamera() {
  const { t } = useTranslation();
  const { video, state, retry } = useCamera();
  const counter = useLive((live) => live.counter);
  useEffect(() => {
    if (state !== 'on' || !video.current) return;
    const gone = new AbortController();
    void watchCamera(video.current, gone.signal);
    return () => gone.abort();
  }, [state, video]);
  useEscape(() => useLive.setState({ counter: false }), counter);
  return (
    <Paper
      withBorder
      radius="lg"
      className={classes.live}
      data-counter={counter || undefined}
      data-testid="live"
    >
      <div className={classes.view} hidden={state === 'none'}>
        <video
          ref={video}
          muted
          playsInline
          className={classes.video}
          aria-label={t('recognise.live.picture')}
        />
      </div>
      {state === 'none' ? (
        <Empty
          icon={IconCameraOff}
          title={t('recognise.live.none.title')}
          text={t('recognise.live.none.text')}
          action={
            <Button leftSection={<IconRefresh size={18} />} onClick={retry}>
              {t('recognise.live.retry')}
            </Button>
          }
        />
      ) : (
        <LiveAnswer video={video} />
      )}
    </Paper>
  );
}

function LiveAnswer({ video }: { video: RefObject<HTMLVideoElement | null> }) {
  const { t } = useTranslation();
  const { steady, rate, counter } = useLive();
  const [best, second] = steady?.candidates ?? [];
  return (
    <div
      className={classes.answer}
      data-testid="live-answer"
      data-product={steady ? (steady.product?.name ?? '') : undefined}
      data-rate={rate}
    >
      {/* The name alone is said: the numbers change with every frame. */}
      <div aria-live="polite">
        {steady ? <Verdict answer={steady} /> : <Title order={2}>{t('recognise.live.hold')}</Title>}
      </div>
      {steady && <ScoreBar score={steady.score} threshold={steady.threshold} />}
      {steady && second && !counter && <RunnerUp best={best} second={second} />}
      {steady && <Nearest candidates={counter ? steady.candidates.slice(0, 2) : steady.candidates} />}
      {steady && !counter && (
        <Teach
          candidates={steady.candidates}
          product={steady.product?.id ?? null}
          photo={async () => keep(await grabFrame(video.current!, keptSide))}
        />
      )}
      <Foot rate={rate} />
    </div>
  );
}

function Foot({ rate }: { rate: number }) {
  const { t } = useTranslation();
  const { sound, counter } = useLive();
  return (
    <Group className={classes.foot}>
      <Switch
        checked={sound}
        onChange={(event) => useLive.setState({ sound: event.currentTarget.checked })}
        label={t('recognise.live.sound')}
        data-testid="live-sound"
      />
      <Button
        variant="default"
        leftSection={counter ? <IconMinimize size={18} /> : <IconMaximize size={18} />}
        onClick={() => useLive.setState({ counter: !counter })}
        data-testid="live-counter"
      >
        {counter ? t('recognise.live.small') : t('recognise.live.large')}
      </Button>
      <Text size="xs" c="dimmed">
        {t('recognise.live.rate', { rate })}
      </Text>
    </Group>
  );
}
