import { Button, Menu } from '@mantine/core';
import { IconFileExport, IconFileImport, IconFileSpreadsheet } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { exportList, importList } from './list-actions';

export function ListMenu() {
  const { t } = useTranslation();
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" leftSection={<IconFileSpreadsheet size={17} />} data-testid="list-menu">
          {t('register.list.open')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconFileImport size={16} />}
          onClick={() => void importList()}
          data-testid="list-import"
        >
          {t('register.list.import')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconFileExport size={16} />}
          onClick={() => void exportList()}
          data-testid="list-export"
        >
          {t('register.list.export')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
