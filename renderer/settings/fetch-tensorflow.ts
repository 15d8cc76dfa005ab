import { attempt } from '../app/errors';
import { notifyDone } from '../app/notices';
import { call } from '../engine/connection';
import { useEngine } from '../engine/engine-store';
import { runJob } from '../engine/jobs';
import { t } from '../i18n';

export async function fetchTensorFlow(): Promise<void> {
  const info = await attempt(() => runJob('tensorflow', (job) => call('engine.fetchTensorFlow', { job })));
  if (!info) return;
  useEngine.setState({ info });
  notifyDone(t('settings.engine.fetched'), t('settings.engine.fetchedText'));
}
