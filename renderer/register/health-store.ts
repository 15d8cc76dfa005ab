import { create } from 'zustand';
import type { ProductHealth } from '@shared/domain';
import { attempt } from '../app/errors';
import { onProjectOpened } from '../app/project-store';
import { call, on } from '../engine/connection';
import { runJob } from '../engine/jobs';

interface HealthStore {
  /** `null` before it has been looked at; those that need better photos first. */
  health: ProductHealth[] | null;
  /** Products or the model changed since. */
  outdated: boolean;
  running: boolean;
}

const start: HealthStore = { health: null, outdated: false, running: false };

export const useHealth = create<HealthStore>()(() => start);

onProjectOpened((_project, again) => {
  if (!again) useHealth.setState(start);
});
on('project.changed', () => useHealth.setState(({ health }) => ({ outdated: health !== null })));

export async function checkHealth(): Promise<void> {
  if (useHealth.getState().running) return;
  useHealth.setState({ running: true });
  const health = await attempt(() => runJob('health', (job) => call('registry.health', { job })));
  useHealth.setState({ running: false, ...(health && { health, outdated: false }) });
}
