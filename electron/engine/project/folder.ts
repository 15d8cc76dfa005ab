import { StudioError } from '@shared/errors';

/** A project's folder as people meet it: what a desktop leaves in it, and why it cannot be used. */

/** Files that desktops put into every folder they show. */
export const isDesktopFile = (name: string): boolean =>
  name.startsWith('.') || ['desktop.ini', 'thumbs.db'].includes(name.toLowerCase());

export const notEmpty = (folder: string): StudioError =>
  new StudioError('not-empty', 'A new project needs an empty folder.', folder);

/** Says what the system's errors about a folder mean. */
export async function explained<T>(folder: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw explain(error, folder) ?? error;
  }
}

function explain(error: unknown, folder: string): StudioError | null {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new StudioError(
        'read-only',
        'This folder cannot be written to. Choose another one, or allow yourself to change it.',
        folder,
      );
    case 'ENOSPC':
      return new StudioError('disk-full', 'The disk is full.', folder);
    case 'EEXIST':
    case 'ENOTDIR':
      return notEmpty(folder);
    default:
      return null;
  }
}
