import { useMemo } from 'react';
import type { RunSummary } from '@shared/training';
import type { ChartData } from './chart-data';
import { useCompare } from './compare-store';
import { useTrain } from './train-store';

export interface DrawnRun {
  run: RunSummary;
  chart: ChartData;
  /** CSS colour of its curves where several runs are drawn. */
  color: string;
}

/** Told apart on light and dark ground and by most colour-blind eyes (Okabe and Ito, 2008, softened). */
const colors = ['#0a84c1', '#e08a00', '#0b9e74', '#c9569b', '#d1491d', '#7a63d6', '#8a8f00', '#5d6b78'];

/** The shown run, if it is listed, and those compared with it. */
export function useDrawnRuns(): DrawnRun[] {
  const { runs, shownId, chart } = useTrain();
  const compared = useCompare((state) => state.charts);
  return useMemo(() => {
    const charts = new Map(shownId === null ? [] : [[shownId, chart]]);
    for (const [id, other] of compared) if (id !== shownId) charts.set(id, other);
    const listed = [...charts].flatMap(([id, own]) => {
      const run = runs.find((one) => one.id === id);
      return run ? [{ run, chart: own }] : [];
    });
    return listed.map((one, i) => ({ ...one, color: colors[i % colors.length] }));
  }, [runs, shownId, chart, compared]);
}
