import { create } from 'zustand';
import { attempt } from '../app/errors';
import { notifyDone } from '../app/notices';
import { onProjectOpened, useProject } from '../app/project-store';
import { call } from '../engine/connection';
import { runJob } from '../engine/jobs';
import { t } from '../i18n';

/** The project's own backbones, by name. */
export const useBackbones = create<{ names: string[] }>()(() => ({ names: [] }));

onProjectOpened(() => void loadBackbones());

async function loadBackbones(): Promise<void> {
  const names = await attempt(() => call('backbone.list', {}));
  if (names) useBackbones.setState({ names });
}

export const fetchImageNet = (): Promise<void> => add((job) => call('backbone.fetch', { job }));

export async function importWeights(): Promise<void> {
  const path = await window.studio.chooseWeights();
  if (path) await add((job) => call('backbone.import', { path, job }));
}

async function add(work: (job: string) => Promise<{ name: string }>): Promise<void> {
  const added = await attempt(() => runJob('weights', work));
  if (!added) return;
  await loadBackbones();
  notifyDone(t('settings.backbone.added'), t('settings.backbone.addedText', { name: added.name }));
}

/** `null`: the bundled backbone. */
export async function switchBackbone(name: string | null): Promise<void> {
  const project = await attempt(() => runJob('model', (job) => call('backbone.use', { name, job })));
  if (!project) return;
  useProject.setState({ project });
  notifyDone(t('settings.backbone.used'), name ?? t('settings.backbone.bundled'));
}
