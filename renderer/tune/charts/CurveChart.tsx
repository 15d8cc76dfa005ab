import { useEffect, useMemo, useRef } from 'react';
import { Text, useComputedColorScheme } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type uPlot from 'uplot';
import type { Operation } from '@shared/curves';
import { mountPlot, themeAxis, themeColor } from '../../parts/mount-plot';
import { drawMarks, type Mark } from '../../parts/plot-marks';
import { percent } from '../percent';
import { positionOf, scoreAt, ticks } from '../scale';
import { type ChartSpec, columnsOf } from './chart-specs';
import classes from '../../parts/Plot.module.css';

interface Props {
  spec: ChartSpec;
  curve: readonly Operation[];
  now: Operation;
  equalError: { threshold: number; rate: number } | null;
}

/** One chart over all thresholds; a dot, or a line, says where the present one is. */
export function CurveChart({ spec, curve, now, equalError }: Props) {
  const { t } = useTranslation();
  const frame = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const scheme = useComputedColorScheme('light');
  const columns = useMemo(() => columnsOf(spec, curve), [spec, curve]);
  const empty = !columns[0].length;
  const marks = useRef<Mark[]>([]);
  marks.current = marksOf(spec, now, equalError);

  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const options = optionsOf(element, spec, (name) => t(`tune.rate.${name}`), {
      draw: [(drawn) => drawMarks(drawn, marks.current, (name) => themeColor(element, name))],
    });
    const made = mountPlot(element, t(`tune.curve.${spec.name}`), options, columns);
    plot.current = made.plot;
    return made.unmount;
  }, [t, scheme, spec, columns]);
  // Only the marks move with the slider.
  useEffect(() => plot.current?.redraw(false), [now]);

  return (
    <figure className={classes.chart} aria-label={t(`tune.curve.${spec.name}`)}>
      <figcaption className={classes.caption}>{t(`tune.curve.${spec.name}`)}</figcaption>
      {empty && <Text c="dimmed">{t('tune.curve.none')}</Text>}
      <div
        ref={frame}
        hidden={empty}
        className={classes.plot}
        data-testid={`curve-${spec.name}`}
        data-points={columns[0].length}
      />
    </figure>
  );
}

function marksOf(spec: ChartSpec, now: Operation, equalError: Props['equalError']): Mark[] {
  const x = spec.x.of(now);
  const there: Mark[] =
    x === null
      ? []
      : spec.x.name === 'threshold'
        ? [{ kind: 'line', x }]
        : spec.lines.flatMap(({ axis }) => {
            const y = axis.of(now);
            return y === null ? [] : [{ kind: 'dot' as const, x, y }];
          });
  if (!equalError || !spec.equalError) return there;
  const [ex, ey] = spec.equalError(equalError);
  return [...there, { kind: 'ring', x: ex, y: ey, text: `EER ${percent(equalError.rate)}` }];
}

function optionsOf(
  element: HTMLElement,
  spec: ChartSpec,
  word: (name: ChartSpec['x']['name']) => string,
  hooks: uPlot.Hooks.Arrays,
): Omit<uPlot.Options, 'width' | 'height'> {
  const axis = themeAxis(element);
  const values = (_: uPlot, ticks: number[]) => ticks.map((tick) => (tick === null ? '' : `${tidy(tick)}%`));
  const scale = (logarithmic: boolean): uPlot.Scale =>
    logarithmic ? { distr: 3, time: false } : { range: [0, 1], time: false };
  const byThreshold = spec.x.name === 'threshold';
  const shown = (_: uPlot, value: number | null) => (value == null ? '–' : percent(value));
  return {
    scales: { x: scale(spec.logarithmic.x), y: scale(spec.logarithmic.y) },
    axes: [byThreshold ? thresholdAxis(axis) : { ...axis, values }, { ...axis, size: 58, values }],
    series: [
      {
        label: word(spec.x.name),
        value: byThreshold ? (_, value) => (value == null ? '–' : scoreAt(value).toFixed(3)) : shown,
      },
      ...spec.lines.map(({ axis: line, color }) => ({
        label: word(line.name),
        stroke: themeColor(element, color),
        width: 2,
        points: { show: false },
        value: shown,
      })),
    ],
    cursor: { drag: { x: false, y: false } },
    hooks,
  };
}

const thresholdAxis = (axis: uPlot.Axis): uPlot.Axis => ({
  ...axis,
  splits: () => ticks.map(positionOf),
  values: () => ticks.map(String),
});

const tidy = (share: number) => Number((share * 100).toPrecision(3));
