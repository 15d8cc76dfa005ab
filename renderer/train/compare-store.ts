import { create } from 'zustand';
import { attempt } from '../app/errors';
import { onProjectOpened } from '../app/project-store';
import { type ChartData, chartOf } from './chart-data';

/** Runs drawn at once, the one that is shown among them. */
export const mostCompared = 8;

/** Runs drawn over the shown one, in the order in which they were chosen. */
export const useCompare = create<{ charts: ReadonlyMap<string, ChartData> }>()(() => ({ charts: new Map() }));

export async function setCompared(runId: string, compared: boolean): Promise<void> {
  const chart = compared ? await attempt(() => chartOf(runId)) : undefined;
  useCompare.setState(({ charts }) => {
    const next = new Map(charts);
    if (!chart) next.delete(runId);
    else if (next.size < mostCompared - 1) next.set(runId, chart);
    return { charts: next };
  });
}

onProjectOpened(async () => useCompare.setState({ charts: new Map() }));
