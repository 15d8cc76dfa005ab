import type uPlot from 'uplot';
import type { DrawnRun } from '../useDrawnRuns';
import { themeAxis, themeColor } from '../../parts/mount-plot';
import { setZoom, useChartSettings } from './chart-settings';
import { nearestValue } from './columns';
import type { Curve, Metric } from './curves';
import { drawBest, drawStages } from './marks';

interface ChartSetup {
  metric: Metric;
  logarithmic: boolean;
  /** Which lines there are; their points come later. */
  curves: readonly Curve[];
  drawn(): readonly DrawnRun[];
  labels: { step: string; training: string; validation: string; run(run: DrawnRun): string };
}

/** A step is never split. */
const wholeSteps = Array.from({ length: 9 }, (_, power) => [1, 2, 5].map((n) => n * 10 ** power)).flat();

/** How a chart looks: colours from the theme, stage marks behind the lines, a ring on each run's best epoch. */
export function chartOptions(
  element: HTMLElement,
  setup: ChartSetup,
): Omit<uPlot.Options, 'width' | 'height'> {
  const color = (name: string) => themeColor(element, name);
  const { metric, logarithmic, drawn } = setup;
  const muted = color('--mantine-color-dimmed');
  const { fontFamily } = getComputedStyle(element);
  const axis = themeAxis(element);
  const edge = metric === 'accuracy' ? 'bottom' : 'top';
  const y: uPlot.Scale = metric === 'accuracy' ? { range: [0, 1] } : { distr: logarithmic ? 3 : 1 };
  return {
    scales: { x: { time: false, range: xRange }, y },
    axes: [
      { ...axis, incrs: wholeSteps },
      {
        ...axis,
        size: 58,
        values: (_, ticks) => ticks.map((tick) => (tick == null ? '' : shown(metric, tick))),
      },
    ],
    series: [{ label: setup.labels.step }, ...setup.curves.map((curve) => seriesOf(curve, setup, color))],
    cursor: {
      drag: { x: true, y: false, setScale: false },
      dataIdx: (plot, series, at) => (series === 0 ? at : nearestValue(plot.data[series], at)),
      bind: { dblclick: () => () => (setZoom(null), null) },
    },
    hooks: {
      setSelect: [zoomToSelection],
      drawAxes: [(plot) => drawStages(plot, drawn()[0]?.chart.stages ?? [], edge, muted, fontFamily)],
      draw: [
        (plot) => {
          if (metric !== 'loss' && metric !== 'accuracy') return;
          for (const { chart } of drawn()) drawBest(plot, chart, metric, color('--good'));
        },
      ],
    },
  };
}

function seriesOf({ role, run }: Curve, setup: ChartSetup, color: (name: string) => string): uPlot.Series {
  const drawn = setup.drawn();
  const alone = drawn.length === 1;
  const own = alone ? color(role === 'validation' ? '--warn' : '--accent') : drawn[run].color;
  const hasValidation = setup.metric === 'loss' || setup.metric === 'accuracy';
  const named = alone || role === 'validation' || !hasValidation;
  return {
    label: alone ? setup.labels[role === 'validation' ? role : 'training'] : setup.labels.run(drawn[run]),
    // The style sheet keeps these out of the legend.
    class: role === 'raw' || !named ? 'unnamed' : undefined,
    stroke: own,
    alpha: role === 'raw' || !named ? 0.4 : 1,
    width: role === 'raw' || !named ? 1 : 2,
    spanGaps: true,
    value: (_, value) => (value == null ? '–' : shown(setup.metric, value)),
    points: { show: role === 'validation', size: 5 },
  };
}

/** A value as the axis and the legend have it. */
function shown(metric: Metric, value: number): string {
  if (metric === 'accuracy') return `${Math.round(value * 1000) / 10} %`;
  if (metric === 'learningRate') return value === 0 ? '0' : value.toExponential(1);
  return `${Number(value.toPrecision(4))}`;
}

/** The zoom, or all steps; a single step is given room. */
function xRange(_: uPlot, least: number | null, greatest: number | null): uPlot.Range.MinMax {
  const { zoom } = useChartSettings.getState();
  if (zoom) return [zoom[0], zoom[1]];
  const [from, to] = [least ?? 0, greatest ?? 1];
  return from === to ? [from - 1, to + 1] : [from, to];
}

const leastSelection = 4; // pixels

function zoomToSelection(plot: uPlot): void {
  const { left, width } = plot.select;
  if (width < leastSelection) return;
  plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
  setZoom([plot.posToVal(left, 'x'), plot.posToVal(left + width, 'x')]);
}
