import { useState } from 'react';
import { Button, Text, UnstyledButton } from '@mantine/core';
import { IconCamera, IconCheck, IconPhotoPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { angles } from '@shared/product';
import { grabFrame, keptSide } from '../../camera/grab';
import { FrameHint, useJudgement } from '../../camera/FrameHint';
import { useCamera } from '../../camera/useCamera';
import { PhotoImage } from '../../parts/PhotoImage';
import { LookalikeQuestion } from '../LookalikeDialog';
import { addFiles, finishPhotos, saveProduct, takePhoto, useWizard } from './wizard-store';
import classes from './Wizard.module.css';

/** Four photos, one from each side, by camera or from files. */
export function PhotosStep() {
  const { t } = useTranslation();
  const { video, state } = useCamera();
  const { photos, angle, saving, lookalike } = useWizard();
  const [busy, setBusy] = useState(false);
  const judgement = useJudgement(video, state === 'on');
  const shoot = async () => {
    setBusy(true);
    if (video.current) await takePhoto(await grabFrame(video.current, keptSide));
    setBusy(false);
  };
  const count = Object.keys(photos).length;
  return (
    <div className={classes.photos}>
      <div className={classes.view} data-state={state}>
        <video ref={video} muted playsInline aria-label={t('recognise.live.picture')} />
        {state === 'none' && <Text className={classes.noCamera}>{t('register.wizard.noCamera')}</Text>}
        <Outline />
        {judgement && <FrameHint judgement={judgement} />}
      </div>
      <div className={classes.side}>
        <Text size="xl" fw={650}>
          {t('register.wizard.show', { side: t(`register.slot.${angle}`) })}
        </Text>
        <div className={classes.slots}>
          {angles.map((one) => (
            <UnstyledButton
              key={one}
              className={classes.slot}
              data-active={one === angle || undefined}
              onClick={() => useWizard.setState({ angle: one })}
              data-testid="wizard-slot"
              data-filled={photos[one] !== undefined || undefined}
            >
              {photos[one] && <PhotoImage id={photos[one]} alt="" className={classes.slotPhoto} />}
              <span>{t(`register.slot.${one}`)}</span>
            </UnstyledButton>
          ))}
        </div>
        <Button
          size="xl"
          leftSection={<IconCamera size={26} />}
          onClick={() => void shoot()}
          loading={busy}
          disabled={state !== 'on'}
          data-autofocus
          data-testid="wizard-shoot"
        >
          {t('register.wizard.shoot')}
        </Button>
        <Button
          size="xl"
          variant="default"
          leftSection={<IconPhotoPlus size={24} />}
          onClick={() => void window.studio.choosePhotos().then(addFiles)}
          data-testid="wizard-files"
        >
          {t('register.wizard.files')}
        </Button>
        <Button
          size="xl"
          color={count < angles.length ? 'gray' : undefined}
          leftSection={<IconCheck size={24} />}
          disabled={count === 0}
          loading={saving}
          onClick={() => void finishPhotos()}
          data-testid="wizard-save"
        >
          {t('register.wizard.save', { count })}
        </Button>
      </div>
      {lookalike && (
        <LookalikeQuestion
          lookalike={lookalike}
          onClose={() => useWizard.setState({ lookalike: null })}
          onSave={() => void saveProduct()}
          onAddPhotos={() => useWizard.setState({ lookalike: null })}
        />
      )}
    </div>
  );
}

/** Where the product should be. */
function Outline() {
  return (
    <svg className={classes.outline} viewBox="0 0 300 400" aria-hidden preserveAspectRatio="xMidYMid meet">
      <path d="M128 20h44v46c0 34 42 44 42 92v186c0 22-14 36-36 36h-56c-22 0-36-14-36-36V158c0-48 42-58 42-92z" />
    </svg>
  );
}
