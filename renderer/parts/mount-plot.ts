import uPlot, { type AlignedData, type Options } from 'uplot';
import { readWithKeys } from './plot-keys';

/** Draws a plot named `name` that fills `element`, its legend included, at whatever size that is; `unmount` takes it away. */
export function mountPlot(
  element: HTMLElement,
  name: string,
  options: Omit<Options, 'width' | 'height'>,
  data: AlignedData,
): { plot: uPlot; unmount: () => void } {
  const plot = new uPlot({ ...options, width: 300, height: 100 }, data, element);
  const legend = plot.root.querySelector<HTMLElement>('.u-legend');
  plot.root.setAttribute('aria-label', name);
  // A table of its own, to a screen reader.
  legend?.setAttribute('aria-label', name);
  readWithKeys(plot, legend);
  const fit = () =>
    plot.setSize({
      width: element.clientWidth,
      height: Math.max(60, element.clientHeight - (legend?.offsetHeight ?? 0)),
    });
  const watcher = new ResizeObserver(fit);
  watcher.observe(element);
  const unmount = () => {
    watcher.disconnect();
    plot.destroy();
  };
  return { plot, unmount };
}

/** A colour of the theme as a canvas takes it. */
export const themeColor = (element: HTMLElement, name: string): string =>
  getComputedStyle(element).getPropertyValue(name).trim();

/** Axes in the theme's font and colours. */
export function themeAxis(element: HTMLElement): uPlot.Axis {
  const rule = { stroke: themeColor(element, '--line'), width: 1 };
  const { fontFamily } = getComputedStyle(element);
  return {
    font: `12px ${fontFamily}`,
    stroke: themeColor(element, '--mantine-color-dimmed'),
    grid: rule,
    ticks: rule,
  };
}
