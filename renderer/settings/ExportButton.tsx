import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { attempt } from '../app/errors';
import { notifyDone } from '../app/notices';
import { call } from '../engine/connection';
import { isRunning, runJob, useJobs } from '../engine/jobs';

/** Writes the model, the gallery and the threshold for another program. */
export function ExportButton() {
  const { t } = useTranslation();
  const busy = useJobs((state) => isRunning(state.jobs, 'export'));
  const start = async () => {
    const out = await window.studio.chooseFolder('export');
    if (!out) return;
    const done = await attempt(() => runJob('export', (job) => call('project.export', { out, job })));
    if (done) notifyDone(t('settings.exported'), out);
  };
  return (
    <Button variant="default" loading={busy} onClick={() => void start()} data-testid="export">
      {t('settings.export')}
    </Button>
  );
}
