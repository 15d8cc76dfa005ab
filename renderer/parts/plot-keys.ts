import type uPlot from 'uplot';

const steps: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, Home: -Infinity, End: Infinity };

/**
 * Reads a plot with the keyboard: the arrow keys go from point to point, with Shift by ten, Home and End to the ends. The
 * legend then says what is there, aloud where there is a screen reader.
 */
export function readWithKeys(plot: uPlot, legend: HTMLElement | null): void {
  const { root } = plot;
  root.tabIndex = 0;
  root.setAttribute('role', 'application');
  root.addEventListener('keydown', (event) => {
    const step = steps[event.key] * (event.shiftKey ? 10 : 1);
    if (Number.isNaN(step)) return;
    event.preventDefault();
    legend?.setAttribute('aria-live', 'polite');
    moveCursor(plot, step);
  });
  // What the pointer passes over is not read out.
  root.addEventListener('pointermove', () => legend?.setAttribute('aria-live', 'off'));
  root.addEventListener('blur', () => plot.setCursor({ left: -10, top: -10 }));
}

function moveCursor(plot: uPlot, step: number): void {
  if (!plot.data[0].length) return;
  const [first, last] = plot.series[0].idxs ?? [0, plot.data[0].length - 1];
  const before = plot.cursor.idx ?? (step < 0 ? last + 1 : first - 1);
  const index = Math.min(Math.max(before + step, first), last);
  plot.setCursor({ left: plot.valToPos(plot.data[0][index], 'x'), top: plot.over.clientHeight / 2 });
}
