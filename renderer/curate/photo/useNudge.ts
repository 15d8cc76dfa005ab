import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { Box } from '@shared/box';
import type { Photo } from '@shared/domain';
import { setBox } from '../actions';
import { moved, resized } from './drag';

const quiet = 400; // milliseconds

const steps: Record<string, readonly [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/**
 * Arrow keys move a photo's box by a pixel, with Shift by ten; with Alt they size it. It is written once the keys rest,
 * so that one undo takes all of it back.
 */
export function useNudge(photo: Photo) {
  const [nudged, setNudged] = useState<Box | null>(null);
  const pending = useRef<(() => void) | null>(null);
  const box = nudged ?? photo.box;
  // What the engine has written replaces what the keys did.
  const written = JSON.stringify(photo.box);
  useEffect(() => setNudged(null), [written, photo.id]);
  useEffect(() => {
    // What was undone meanwhile, or is another photo's, is not written when this one is left.
    pending.current = null;
    if (!nudged) return;
    const settle = () => {
      pending.current = null;
      void setBox(photo.id, nudged);
    };
    pending.current = settle;
    const timer = setTimeout(settle, quiet);
    return () => clearTimeout(timer);
  }, [nudged, photo.id]);
  // Another photo, or none, before the keys rested.
  useEffect(
    () => () => {
      pending.current?.();
      pending.current = null;
    },
    [photo.id],
  );
  const onKey = ({ key, shiftKey, altKey }: KeyboardEvent): boolean => {
    if (!box || !(key in steps)) return false;
    const [dx, dy] = steps[key].map((step) => step * (shiftKey ? 10 : 1));
    setNudged((altKey ? resized : moved)(box, dx, dy, photo));
    return true;
  };
  /** Writes a box at once, whatever the keys did. */
  const write = (next: Box | null) => {
    pending.current = null;
    setNudged(null);
    void setBox(photo.id, next);
  };
  return { box, onKey, write };
}
