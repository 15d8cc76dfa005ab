import { attempt } from '../app/errors';
import { rememberEdit } from '../app/kept-edits';
import { notifyDone } from '../app/notices';
import { call } from '../engine/connection';
import { languageInUse, t } from '../i18n';
import { useRegister } from './register-store';

/** Lists of products in and out. */

export async function importList(): Promise<void> {
  const path = await window.studio.chooseList();
  const report = path && (await attempt(() => call('products.import', { path })));
  if (!report) return;
  rememberEdit('products', report.edit);
  useRegister.setState({ report });
}

export async function exportList(): Promise<void> {
  const path = await window.studio.saveList(t('register.list.fileName'));
  const language = languageInUse();
  const written = path && (await attempt(() => call('products.export', { path, language })));
  if (written) notifyDone(t('register.list.exported', { count: written.count }));
}
