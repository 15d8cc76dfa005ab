import { type HotkeyItem, useHotkeys } from '@mantine/hooks';

/** Keys of what lies behind dialogs: while one is open they do nothing. Menus and the tour leave a room in use. */
export function useRoomKeys(keys: HotkeyItem[], tagsToIgnore?: string[]): void {
  const guarded = keys.map(([key, work, options]): HotkeyItem => [
    key,
    (event) => isThere('[aria-modal=true]') || work(event),
    options,
  ]);
  useHotkeys(guarded, tagsToIgnore);
}

/** Whether a dialog holds what is not saved yet; see `Dialog`. */
export const isDraftOpen = (): boolean => isThere('[data-draft]');

const isThere = (selector: string) => document.querySelector(selector) !== null;
