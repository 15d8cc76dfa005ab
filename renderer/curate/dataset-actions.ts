import type { DatasetFormat } from '@shared/domain';
import { attempt } from '../app/errors';
import { notifyDone } from '../app/notices';
import { call } from '../engine/connection';
import { runJob } from '../engine/jobs';
import { t } from '../i18n';
import { importPaths } from './actions';

/** Datasets with labels and boxes in and out. */

export async function importDataset(format: DatasetFormat): Promise<void> {
  const folder = await window.studio.chooseFolder('import');
  if (folder) await importPaths([folder], { format });
}

export async function exportDataset(format: DatasetFormat): Promise<void> {
  const out = await window.studio.chooseFolder('export');
  const written =
    out && (await attempt(() => runJob('export', (job) => call('photos.export', { out, format, job }))));
  if (written) notifyDone(t('curate.dataset.exported', { count: written.count }), written.out);
}
