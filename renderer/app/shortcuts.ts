import { useHotkeys } from '@mantine/hooks';
import { goTo, rooms } from './rooms';
import { redo, undo } from './undo';

/** Keys that work in every room. Fields keep their own undo. */
export function useShortcuts(): void {
  useHotkeys(
    rooms.map((room, i) => [`mod+${i + 1}`, () => goTo(room)]),
    [],
  );
  useHotkeys([
    ['mod+Z', () => void undo()],
    ['mod+shift+Z', () => void redo()],
    ['mod+Y', () => void redo()],
  ]);
}
