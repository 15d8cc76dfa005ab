import type { RunNotes, RunSummary } from '@shared/training';
import { attempt } from '../app/errors';
import { refreshProject } from '../app/project-store';
import { perform } from '../app/undo';
import { call } from '../engine/connection';
import { runJob } from '../engine/jobs';
import { setCompared } from './compare-store';
import { drawSvg } from './draw-svg';
import { loadRuns, useTrain } from './train-store';

/** What can be done to runs that are listed. */

const pixelsPerUnit = 2;

export async function useModelOf(runId: string | null): Promise<void> {
  await attempt(() => runJob('model', (job) => call('model.use', { runId, job })));
  await refreshProject();
}

/** Writes tags and notes; can be undone. */
export async function describeRun({ id, ...run }: RunSummary, next: RunNotes): Promise<boolean> {
  const write = async ({ tags, notes }: RunNotes) => {
    await call('runs.describe', { runId: id, tags, notes });
    await loadRuns();
  };
  return perform({ do: () => write(next), undo: () => write(run) });
}

/** Asks for a folder and writes metrics and curves there. */
export async function exportRun({ id }: RunSummary): Promise<void> {
  const folder = await window.studio.chooseFolder('export');
  if (!folder) return;
  const written = await attempt(async () => {
    const { svg } = await call('runs.chart', { runId: id });
    return call('runs.export', { runId: id, folder, png: await drawSvg(svg, pixelsPerUnit) });
  });
  if (written?.files.length) await window.studio.showInFolder(written.files[0]);
}

/** Takes a run out of the list; can be undone. */
export async function removeRun({ id }: RunSummary): Promise<void> {
  await setCompared(id, false);
  await perform({
    do: async () => {
      await call('runs.remove', { runId: id });
      await loadRuns();
    },
    undo: async () => {
      await call('runs.restore', { runId: id });
      await loadRuns();
    },
  });
}

/** Holds the run that is under way, or lets it go on. */
export async function setPaused(paused: boolean): Promise<void> {
  const { activeId } = useTrain.getState();
  if (activeId) await attempt(() => call('train.setPaused', { runId: activeId, paused }));
}
