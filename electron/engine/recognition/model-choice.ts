import { pathOfBackbone } from '../backbones/backbone-files';
import type { OpenProject } from '../project/open-project';
import { RunStore } from '../training/run-store';
import { Recogniser } from './recogniser';

/** What describes photos in a project. */
export interface ModelChoice {
  /** The run whose weights are used; `null` for the backbone's own. */
  modelRunId: string | null;
  /** The backbone's file in `models`; `null` for the bundled one. */
  backbone: string | null;
}

export async function readChoice({ settings }: OpenProject): Promise<ModelChoice> {
  return { modelRunId: await settings.get('modelRunId'), backbone: await settings.get('backbone') };
}

/** Throws `not-found` where the run's or the backbone's weights are missing. */
export function loadRecogniser(project: OpenProject, choice: ModelChoice): Promise<Recogniser> {
  const { modelRunId, backbone } = choice;
  return Recogniser.load(
    modelRunId,
    modelRunId && new RunStore(project.paths.runs).bestPath(modelRunId),
    backbone && pathOfBackbone(project, backbone),
  );
}
