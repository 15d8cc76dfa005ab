import { useTranslation } from 'react-i18next';
import type { EvaluationResult } from '@shared/domain';
import { useTrain } from '../../train/train-store';
import { useRecipeName } from '../../train/useRecipeName';

/** What a result's model is called: its run's recipe and start, or the backbone. */
export function useModelName(): (result: EvaluationResult) => string {
  const { t, i18n } = useTranslation();
  const recipeName = useRecipeName();
  const runs = useTrain((state) => state.runs);
  return ({ runId, backbone }) => {
    const base = backbone ?? t('settings.backbone.bundled');
    if (runId === null) return base;
    const run = runs.find(({ id }) => id === runId);
    if (!run) return t('tune.sets.goneRun');
    return `${recipeName(run.recipe)}, ${new Date(run.startedAt).toLocaleString(i18n.language)}`;
  };
}
