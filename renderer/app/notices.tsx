import { type NotificationData, notifications } from '@mantine/notifications';
import { IconCheck, IconFolderOpen, IconHistory, IconRefresh, type Icon } from '@tabler/icons-react';
import type { Project } from '@shared/domain';
import { t } from '../i18n';

/** Shows a notice with a picture; its button to close it has a name. */
export function notify(Picture: Icon, notice: NotificationData): void {
  notifications.show({
    icon: <Picture size={18} aria-hidden />,
    closeButtonProps: { 'aria-label': t('app.close') },
    ...notice,
  });
}

/** Short good news. */
export function notifyDone(title: string, message = ''): void {
  notify(IconCheck, { color: 'ramune', title, message, autoClose: 5000 });
}

/** Another project was asked for while one is open. */
export function notifyCloseFirst(folder: string): void {
  notify(IconFolderOpen, {
    color: 'yellow',
    title: t('app.closeFirst'),
    message: folder,
    autoClose: 10_000,
    'data-testid': 'close-first',
  });
}

/** The engine died and is back; nothing was lost. */
export function notifyRestarted(): void {
  notify(IconRefresh, {
    id: 'engine-restarted',
    color: 'ramune',
    title: t('engine.restarted.title'),
    message: t('engine.restarted.message'),
    autoClose: 10_000,
    'data-testid': 'engine-restarted',
  });
}

/** The database was damaged; stays until it is read. */
export function notifyRestored({ from, aside }: NonNullable<Project['restored']>): void {
  const when = new Date(from).toLocaleString(document.documentElement.lang);
  notify(IconHistory, {
    id: 'project-restored',
    color: 'yellow',
    title: t('app.restored.title'),
    message: t('app.restored.text', { when, aside }),
    autoClose: false,
    'data-testid': 'project-restored',
  });
}
