import { ActionIcon, ColorSwatch, Group, Menu } from '@mantine/core';
import {
  IconArrowMerge,
  IconBottle,
  IconBottleOff,
  IconDots,
  IconPalette,
  IconPencil,
  IconTrash,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { classColors } from '@shared/class-colors';
import type { PhotoClass } from '@shared/domain';
import { editClass, mergeClass, removeClass } from './actions';
import { useCurate } from './curate-store';
import classes from './CurateRoom.module.css';

/** What can be done to a class. */
export function ClassMenu({ item, onRename }: { item: PhotoClass; onRename(): void }) {
  const { t } = useTranslation();
  const others = useCurate((state) => state.classes).filter(({ id }) => id !== item.id);
  const isProduct = item.kind === 'product';
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="sm"
          aria-label={t('curate.more', { name: item.name })}
          data-testid="class-menu"
        >
          <IconDots size={15} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconPencil size={15} />} onClick={onRename}>
          {t('curate.rename')}
        </Menu.Item>
        <Menu.Sub>
          <Menu.Sub.Target>
            <Menu.Sub.Item leftSection={<IconPalette size={15} />}>{t('curate.color')}</Menu.Sub.Item>
          </Menu.Sub.Target>
          <Menu.Sub.Dropdown>
            <Group gap={6} maw={180} p={6}>
              {classColors.map((color) => (
                <ColorSwatch
                  key={color}
                  component="button"
                  color={color}
                  size={26}
                  aria-label={color}
                  onClick={() => void editClass(item, { color })}
                />
              ))}
            </Group>
          </Menu.Sub.Dropdown>
        </Menu.Sub>
        {others.length > 0 && (
          <Menu.Sub>
            <Menu.Sub.Target>
              <Menu.Sub.Item leftSection={<IconArrowMerge size={15} />} data-testid="class-merge">
                {t('curate.mergeInto')}
              </Menu.Sub.Item>
            </Menu.Sub.Target>
            <Menu.Sub.Dropdown className={classes.menu}>
              {others.map((other) => (
                <Menu.Item key={other.id} onClick={() => void mergeClass(item, other)}>
                  {other.name}
                </Menu.Item>
              ))}
            </Menu.Sub.Dropdown>
          </Menu.Sub>
        )}
        <Menu.Item
          leftSection={isProduct ? <IconBottleOff size={15} /> : <IconBottle size={15} />}
          onClick={() => void editClass(item, { kind: isProduct ? 'unknown' : 'product' })}
        >
          {t(isProduct ? 'curate.isNoProduct' : 'curate.isProduct')}
        </Menu.Item>
        <Menu.Item color="red" leftSection={<IconTrash size={15} />} onClick={() => void removeClass(item)}>
          {t('curate.removeClass')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
