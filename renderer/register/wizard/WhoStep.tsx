import { type FormEvent, useEffect, useRef, useState } from 'react';
import { Alert, Button, Group, TextInput } from '@mantine/core';
import { IconArrowRight, IconBarcode, IconInfoCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { grabFrame, nextFrame } from '../../camera/grab';
import { useCamera } from '../../camera/useCamera';
import { call } from '../../engine/connection';
import { useRegister } from '../register-store';
import { isCodeFine, isReady, knownProduct, takeCode, useWizard } from './wizard-store';
import classes from './Wizard.module.css';

/** Enough pixels for the bars of a code that fills a third of the picture. */
const scanSide = 1280;

/** Who is it: its name is typed, or its bar code shown to the camera. */
export function WhoStep() {
  const { t } = useTranslation();
  const { name, code } = useWizard();
  const [scanning, setScanning] = useState(false);
  const products = useRegister((state) => state.products);
  const known = knownProduct(products, name, code);
  const next = (event: FormEvent) => {
    event.preventDefault();
    if (isReady({ name, code })) useWizard.setState({ step: 'photos' });
  };
  return (
    <form className={classes.who} onSubmit={next}>
      <TextInput
        size="xl"
        label={t('register.wizard.name')}
        placeholder={t('register.namePlaceholder')}
        value={name}
        maxLength={120}
        data-autofocus
        onChange={(event) => useWizard.setState({ name: event.currentTarget.value })}
        data-testid="wizard-name"
      />
      <Group align="flex-end" wrap="nowrap">
        <TextInput
          size="xl"
          flex={1}
          label={t('register.wizard.code')}
          value={code}
          inputMode="numeric"
          error={!isCodeFine(code) && t('register.problem.code')}
          onChange={(event) => useWizard.setState({ code: event.currentTarget.value })}
          data-testid="wizard-code"
        />
        <Button
          size="xl"
          variant="light"
          leftSection={<IconBarcode size={24} />}
          onClick={() => setScanning(!scanning)}
          aria-pressed={scanning}
          data-testid="wizard-scan"
        >
          {scanning ? t('register.wizard.stopScan') : t('register.wizard.scan')}
        </Button>
      </Group>
      {scanning && <Scanner onCode={() => setScanning(false)} />}
      {known && (
        <Alert icon={<IconInfoCircle aria-hidden />} data-testid="wizard-known">
          {t(known.references.length ? 'register.wizard.known' : 'register.wizard.listed', {
            name: known.name,
          })}
        </Alert>
      )}
      <Button
        type="submit"
        size="xl"
        rightSection={<IconArrowRight size={24} />}
        disabled={!isReady({ name, code })}
        data-testid="wizard-next"
      >
        {t('register.wizard.next')}
      </Button>
    </form>
  );
}

/** Looks for a bar code in the camera's picture until it finds one. */
function Scanner({ onCode }: { onCode(): void }) {
  const { t } = useTranslation();
  const { video, state } = useCamera();
  const found = useRef(onCode);
  found.current = onCode;
  useEffect(() => {
    if (state !== 'on' || !video.current) return;
    const gone = new AbortController();
    void scan(video.current, gone.signal).then((code) => {
      if (!code) return;
      takeCode(code);
      found.current();
    });
    return () => gone.abort();
  }, [state, video]);
  return (
    <div className={classes.scanner}>
      <video ref={video} muted playsInline aria-label={t('register.wizard.scanHint')} />
      <p>{state === 'none' ? t('recognise.live.none.title') : t('register.wizard.scanHint')}</p>
    </div>
  );
}

async function scan(video: HTMLVideoElement, signal: AbortSignal): Promise<string | null> {
  while (!signal.aborted) {
    await nextFrame(video);
    const { code } = await grabFrame(video, scanSide)
      .then((image) => call('products.readCode', { image }))
      .catch(() => ({ code: null }));
    if (code && !signal.aborted) return code;
  }
  return null;
}
