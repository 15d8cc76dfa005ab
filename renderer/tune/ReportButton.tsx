import { Button } from '@mantine/core';
import { IconFileText } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { attempt } from '../app/errors';
import { notifyDone } from '../app/notices';
import { call } from '../engine/connection';
import { isRunning, runJob, useJobs } from '../engine/jobs';
import { languageInUse } from '../i18n';

/** Writes what a manager can read, as a PDF or an HTML file. */
export function ReportButton() {
  const { t } = useTranslation();
  const busy = useJobs((state) => isRunning(state.jobs, 'report'));
  const start = async () => {
    const path = await window.studio.saveReport(`${t('tune.report.name')}.pdf`);
    if (!path) return;
    const done = await attempt(() => runJob('report', (job) => write(path, job)));
    if (done) notifyDone(t('tune.report.saved'), path);
  };
  return (
    <Button
      variant="default"
      leftSection={<IconFileText size={17} />}
      loading={busy}
      onClick={() => void start()}
      data-testid="report"
    >
      {t('tune.report.button')}
    </Button>
  );
}

/** Main prints what the engine wrote. */
async function write(path: string, job: string): Promise<true> {
  const language = languageInUse();
  if (path.endsWith('.html')) await call('project.report', { out: path, language, job });
  else {
    const { file } = await call('project.report', { language, job });
    await window.studio.printPdf(file, path);
  }
  return true;
}
