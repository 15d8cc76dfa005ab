import { ActionIcon, Tooltip } from '@mantine/core';
import { IconArrowBackUp, IconArrowForwardUp } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { redo, undo, useHistory } from '../app/undo';

/** Undo and redo for those who do not use the keys. */
export function UndoButtons() {
  const { t } = useTranslation();
  const canUndo = useHistory(({ past }) => past.length > 0);
  const canRedo = useHistory(({ future }) => future.length > 0);
  return (
    <ActionIcon.Group>
      <Tooltip label={`${t('curate.undo')} (Ctrl+Z)`}>
        <ActionIcon
          size={36}
          variant="default"
          disabled={!canUndo}
          onClick={() => void undo()}
          aria-label={t('curate.undo')}
          data-testid="undo"
        >
          <IconArrowBackUp size={18} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={`${t('curate.redo')} (Ctrl+Shift+Z)`}>
        <ActionIcon
          size={36}
          variant="default"
          disabled={!canRedo}
          onClick={() => void redo()}
          aria-label={t('curate.redo')}
          data-testid="redo"
        >
          <IconArrowForwardUp size={18} />
        </ActionIcon>
      </Tooltip>
    </ActionIcon.Group>
  );
}
