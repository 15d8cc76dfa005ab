import { useEffect, useState } from 'react';
import classes from './Tour.module.css';

const lookEvery = 200; // milliseconds
const margin = 6; // pixels

/** A ring around the first of these test ids that is there, wherever it moves. It takes no clicks. */
export function Pointer({ targets }: { targets: readonly string[] }) {
  const [box, setBox] = useState<DOMRect | null>(null);
  useEffect(() => {
    const look = () => setBox(boxOf(targets));
    look();
    const timer = setInterval(look, lookEvery);
    return () => clearInterval(timer);
  }, [targets]);
  if (!box) return null;
  const { left, top, width, height } = box;
  return (
    <div
      aria-hidden
      className={classes.ring}
      style={{
        left: left - margin,
        top: top - margin,
        width: width + 2 * margin,
        height: height + 2 * margin,
      }}
      data-testid="tour-ring"
    />
  );
}

function boxOf(testIds: readonly string[]): DOMRect | null {
  const found = testIds.map((id) => document.querySelector(`[data-testid='${id}']`)).find((one) => one);
  return found?.getBoundingClientRect() ?? null;
}
