import { notifications } from '@mantine/notifications';
import { IconCheck, IconFolderOpen, IconHistory, IconRefresh } from '@tabler/icons-react';
import type { Project } from '@shared/domain';
import { t } from '../i18n';

/** Short good news. */
export function notifyDone(title: string, message = ''): void {
  notifications.show({ color: 'ramune', icon: <IconCheck size={18} />, title, message, autoClose: 5000 });
}

/** Another project was asked for while one is open. */
export function notifyCloseFirst(folder: string): void {
  notifications.show({
    color: 'yellow',
    icon: <IconFolderOpen size={18} />,
    title: t('app.closeFirst'),
    message: folder,
    autoClose: 10_000,
    'data-testid': 'close-first',
  });
}

/** The engine died and is back; nothing was lost. */
export function notifyRestarted(): void {
  notifications.show({
    id: 'engine-restarted',
    color: 'ramune',
    icon: <IconRefresh size={18} />,
    title: t('engine.restarted.title'),
    message: t('engine.restarted.message'),
    autoClose: 10_000,
    'data-testid': 'engine-restarted',
  });
}

/** The database was damaged; stays until it is read. */
export function notifyRestored({ from, aside }: NonNullable<Project['restored']>): void {
  const when = new Date(from).toLocaleString(document.documentElement.lang);
  notifications.show({
    id: 'project-restored',
    color: 'yellow',
    icon: <IconHistory size={18} />,
    title: t('app.restored.title'),
    message: t('app.restored.text', { when, aside }),
    autoClose: false,
    'data-testid': 'project-restored',
  });
}
