import { Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useProject } from '../../app/project-store';
import { setOwnThresholds } from './own-thresholds';

/** Whether products have thresholds of their own. */
export function OwnThresholds() {
  const { t } = useTranslation();
  const own = useProject((state) => Boolean(state.project?.productShifts));
  return (
    <Switch
      label={t('tune.own.label')}
      description={t('tune.own.text')}
      checked={own}
      onChange={(event) => void setOwnThresholds(event.currentTarget.checked)}
      mb="md"
      data-testid="own-thresholds"
    />
  );
}
