import { useEffect, useRef } from 'react';

/** What Escape closes, the topmost last. One listener for all: of several, each would close its own. */
const layers: (() => void)[] = [];
/** Mantine's menus and lists close themselves, and say so. */
const closesItself = '[data-mantine-stop-propagation=true]';

const closeTopmost = ({ key, isComposing, target }: KeyboardEvent) => {
  if (key !== 'Escape' || isComposing || (target instanceof Element && target.closest(closesItself))) return;
  layers.at(-1)?.();
};
window.addEventListener('keydown', closeTopmost, { capture: true });

/** While `opened`, Escape closes this and nothing that was opened before it. */
export function useEscape(close: () => void, opened = true): void {
  const latest = useRef(close);
  useEffect(() => void (latest.current = close));
  useEffect(() => {
    if (!opened) return;
    const layer = () => latest.current();
    layers.push(layer);
    return () => void layers.splice(layers.indexOf(layer), 1);
  }, [opened]);
}
