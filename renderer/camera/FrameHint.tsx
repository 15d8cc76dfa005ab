import { type RefObject, useEffect, useState } from 'react';
import { Badge, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { drawFrame } from './grab';
import { type FrameJudgement, greyMiddle, judgeFrame } from './judge-frame';
import classes from './FrameHint.module.css';

const judgeEvery = 250; // milliseconds
/** Coarse enough that the camera's noise is no edge. */
const judgedSide = 240;

/** What keeps the camera's picture from being a good photo, over the picture. */
export function FrameHint({ judgement: { light, sharp } }: { judgement: FrameJudgement }) {
  const { t } = useTranslation();
  const good = light === 'ok' && sharp;
  return (
    <Group className={classes.hint} gap={6} data-testid="wizard-judgement" data-good={good || undefined}>
      {light !== 'ok' && <Badge color="yellow">{t(`register.wizard.${light}`)}</Badge>}
      {!sharp && <Badge color="yellow">{t('register.wizard.blurred')}</Badge>}
      {good && <Badge color="ramune">{t('register.wizard.good')}</Badge>}
    </Group>
  );
}

/** What is to be said of the camera's picture as it is now. */
export function useJudgement(video: RefObject<HTMLVideoElement | null>, on: boolean): FrameJudgement | null {
  const [judgement, setJudgement] = useState<FrameJudgement | null>(null);
  useEffect(() => {
    if (!on) return setJudgement(null);
    const timer = setInterval(() => {
      if (!video.current?.videoWidth) return;
      const { grey, width } = greyMiddle(drawFrame(video.current, judgedSide));
      setJudgement(judgeFrame(grey, width));
    }, judgeEvery);
    return () => clearInterval(timer);
  }, [video, on]);
  return judgement;
}
