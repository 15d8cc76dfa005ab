import { useState } from 'react';
import { ActionIcon, Tooltip } from '@mantine/core';
import { IconVersions } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { VersionsDialog } from './VersionsDialog';

export function VersionsButton() {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Tooltip label={t('curate.versions.title')}>
        <ActionIcon
          size={36}
          variant="default"
          aria-label={t('curate.versions.title')}
          onClick={() => setOpen(true)}
          data-testid="versions"
        >
          <IconVersions size={18} />
        </ActionIcon>
      </Tooltip>
      {open && <VersionsDialog onClose={() => setOpen(false)} />}
    </>
  );
}
