import { ActionIcon, Menu } from '@mantine/core';
import {
  IconDots,
  IconDownload,
  IconNotes,
  IconPlayerTrackNext,
  IconToolsKitchen2,
  IconTrash,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { RunSummary } from '@shared/training';
import { useProject } from '../app/project-store';
import { exportRun, removeRun } from './run-actions';
import { useTrain } from './train-store';

/** What else can be done to a run. */
export function RunMenu({ run, onDescribe }: { run: RunSummary; onDescribe(): void }) {
  const { t } = useTranslation();
  const inUse = useProject((state) => state.project?.modelRunId === run.id);
  const active = useTrain((state) => state.activeId === run.id);
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={t('train.more')} data-testid="run-more">
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconNotes size={15} />} onClick={onDescribe} data-testid="run-describe">
          {t('train.describe')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconToolsKitchen2 size={15} />}
          onClick={() => useTrain.setState({ recipe: run.recipe })}
          data-testid="run-recipe"
        >
          {t('train.takeRecipe')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconPlayerTrackNext size={15} />}
          disabled={run.bestValLoss === null}
          onClick={() => useTrain.setState({ startFrom: run.id })}
          data-testid="run-train-on"
        >
          {t('train.trainOn')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconDownload size={15} />}
          onClick={() => void exportRun(run)}
          data-testid="run-export"
        >
          {t('train.exportRun')}
        </Menu.Item>
        <Menu.Item
          color="red"
          leftSection={<IconTrash size={15} />}
          disabled={inUse || active}
          onClick={() => void removeRun(run)}
          data-testid="run-remove"
        >
          {t('train.remove')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
