import { useHotkeys } from '@mantine/hooks';
import { isDraftOpen, useRoomKeys } from '../parts/room-keys';
import { goTo, rooms } from './rooms';
import { redo, undo } from './undo';

/** Keys that work in every room. */
export function useShortcuts(): void {
  useRoomKeys(
    rooms.map((room, i) => [`mod+${i + 1}`, () => goTo(room)]),
    [],
  );
  useHotkeys(
    [
      ['mod+Z', outsideText(undo), own],
      ['mod+shift+Z', outsideText(redo), own],
      ['mod+Y', outsideText(redo), own],
    ],
    [],
  );
}

const own = { preventDefault: false };

/**
 * Where text is typed, the field's own undo is left to do its work. A switch or a slider has none. Behind a draft nothing
 * is taken back unseen; other dialogs show what they do, and undo it.
 */
const outsideText = (work: () => Promise<void>) => (event: KeyboardEvent) => {
  if (isText(event.target) || isDraftOpen()) return;
  event.preventDefault();
  void work();
};

const withoutText = new Set(['checkbox', 'radio', 'range', 'button', 'color', 'file', 'submit', 'reset']);

function isText(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return !withoutText.has(target.type);
  return target instanceof HTMLTextAreaElement || (target instanceof HTMLElement && target.isContentEditable);
}
