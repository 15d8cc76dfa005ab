import { useState } from 'react';
import { Button, SegmentedControl, Select, Stack, Text } from '@mantine/core';
import { IconCamera } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../parts/Dialog';
import { FrameHint, useJudgement } from '../../camera/FrameHint';
import { useCamera } from '../../camera/useCamera';
import { PhotoImage } from '../../parts/PhotoImage';
import { useCurate } from '../curate-store';
import { capture } from './capture';
import classes from './CaptureDialog.module.css';

const counts = [1, 5, 10];
const shownLately = 12;

/** Photos from a camera, straight into a class. */
export function CaptureDialog({ onClose }: { onClose(): void }) {
  const { t } = useTranslation();
  return (
    <Dialog onClose={onClose} title={t('curate.capture.title')} size={900} centered>
      <Capture />
    </Dialog>
  );
}

/** The picture is mirrored, as people expect of a camera that faces them; the photos are not. */
function Capture() {
  const { t } = useTranslation();
  const list = useCurate((state) => state.classes);
  const inView = useCurate(({ view }) => (typeof view.group === 'number' ? view.group : null));
  const { video, state, retry } = useCamera();
  const judgement = useJudgement(video, state === 'on');
  const [classId, setClassId] = useState(inView);
  const [count, setCount] = useState(1);
  const [taking, setTaking] = useState<number | null>(null);
  const [lately, setLately] = useState<string[]>([]);
  const shoot = async () => {
    setTaking(0);
    const ids = await capture(video.current!, count, classId, setTaking);
    setLately((before) => [...new Set([...[...ids].reverse(), ...before])].slice(0, shownLately));
    setTaking(null);
  };
  return (
    <div className={classes.capture} data-testid="capture">
      <div className={classes.view}>
        <video ref={video} muted playsInline aria-label={t('recognise.live.picture')} />
        {state === 'none' && (
          <Stack align="center" className={classes.none}>
            <Text c="white">{t('curate.capture.none')}</Text>
            <Button variant="default" onClick={retry}>
              {t('curate.capture.retry')}
            </Button>
          </Stack>
        )}
        {judgement && <FrameHint judgement={judgement} />}
      </div>
      <Stack gap="md">
        <Select
          label={t('curate.capture.into')}
          data={list.map(({ id, name }) => ({ value: `${id}`, label: name }))}
          value={classId === null ? null : `${classId}`}
          placeholder={t('curate.noLabel')}
          onChange={(value) => setClassId(value === null ? null : Number(value))}
          searchable
          clearable
          data-testid="capture-class"
        />
        <SegmentedControl
          data={counts.map((n) => ({ value: `${n}`, label: t('curate.capture.photos', { count: n }) }))}
          value={`${count}`}
          onChange={(value) => setCount(Number(value))}
          aria-label={t('curate.capture.burst')}
          data-testid="capture-count"
        />
        <Button
          size="lg"
          leftSection={<IconCamera size={22} />}
          disabled={state !== 'on' || taking !== null}
          onClick={() => void shoot()}
          data-autofocus
          data-testid="capture-shoot"
        >
          {taking === null ? t('curate.capture.shoot') : t('curate.capture.taking', { taken: taking, count })}
        </Button>
        <div className={classes.lately} data-testid="capture-lately">
          {lately.map((id) => (
            <PhotoImage key={id} id={id} alt="" className={classes.photo} />
          ))}
        </div>
      </Stack>
    </div>
  );
}
