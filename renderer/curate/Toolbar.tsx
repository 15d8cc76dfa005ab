import { memo } from 'react';
import { Button, Group, Menu, SegmentedControl, Text, TextInput, Tooltip } from '@mantine/core';
import { type Icon, IconLayoutGrid, IconMap2, IconSearch, IconTag, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Split } from '@shared/domain';
import { CropTools } from './CropTools';
import { labelSelected, removeSelected, splitSelected } from './actions';
import { useMap } from './map/map-store';
import { setView, useCurate } from './curate-store';
import classes from './CurateRoom.module.css';

const splits = ['train', 'val', 'test'] as const;

/**
 * Filters, and what can be done to the selected photos. Its parts are drawn apart, since each letter that is typed waits
 * for all that is drawn anew.
 */
export const Toolbar = memo(function Toolbar({ shown }: { shown: readonly string[] }) {
  const count = useCurate((state) => state.selected.size);
  return (
    <div className={classes.toolbar}>
      {count ? <SelectionTools count={count} /> : <Filters shown={shown.length} />}
      <CropTools shown={shown} />
      <ViewSwitch />
    </div>
  );
});

function Filters({ shown }: { shown: number }) {
  const { t } = useTranslation();
  return (
    <>
      <SearchField />
      <SplitFilter />
      <Text size="sm" c="dimmed" ml="auto" className={classes.count} data-testid="photo-count">
        {t('curate.shown', { count: shown })}
      </Text>
    </>
  );
}

const SearchField = memo(function SearchField() {
  const { t } = useTranslation();
  const text = useCurate((state) => state.view.text);
  return (
    <TextInput
      size="sm"
      className={classes.search}
      leftSection={<IconSearch size={15} aria-hidden />}
      placeholder={t('curate.search')}
      aria-label={t('curate.search')}
      data-testid="photo-search"
      value={text}
      onChange={(event) => setView({ text: event.currentTarget.value })}
    />
  );
});

const SplitFilter = memo(function SplitFilter() {
  const { t } = useTranslation();
  const split = useCurate((state) => state.view.split);
  const choices = ['any', ...splits].map((value) => ({
    value,
    label: t(`curate.split.${value as Split | 'any'}`),
  }));
  return (
    <SegmentedControl
      size="sm"
      data={choices}
      value={split}
      aria-label={t('curate.filterSplit')}
      onChange={(value) => setView({ split: value as Split | 'any' })}
    />
  );
});

/** The photos as a grid, or as a map of who is like whom. */
const ViewSwitch = memo(function ViewSwitch() {
  const { t } = useTranslation();
  const shown = useMap((state) => state.shown);
  const data = [
    { value: 'grid', label: <Picture icon={IconLayoutGrid} text={t('curate.map.grid')} /> },
    { value: 'map', label: <Picture icon={IconMap2} text={t('curate.map.map')} /> },
  ];
  return (
    <SegmentedControl
      size="xs"
      data={data}
      value={shown ? 'map' : 'grid'}
      aria-label={t('curate.map.view')}
      onChange={(value) => useMap.setState({ shown: value === 'map' })}
      data-testid="photo-view-switch"
    />
  );
});

function Picture({ icon: Icon, text }: { icon: Icon; text: string }) {
  return (
    <Tooltip label={text}>
      <Icon size={16} role="img" aria-label={text} className={classes.icon} />
    </Tooltip>
  );
}

function SelectionTools({ count }: { count: number }) {
  const { t } = useTranslation();
  const list = useCurate((state) => state.classes);
  return (
    <Group gap="xs">
      <Text size="sm" fw={600} data-testid="selected-count">
        {t('curate.selected', { count })}
      </Text>
      <Menu position="bottom-start">
        <Menu.Target>
          <Button size="xs" leftSection={<IconTag size={15} />} data-testid="label-menu">
            {t('curate.label')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown className={classes.menu}>
          {list.map(({ id, name, color }) => (
            <Menu.Item key={id} leftSection={<Dot color={color} />} onClick={() => void labelSelected(id)}>
              {name}
            </Menu.Item>
          ))}
          <Menu.Item onClick={() => void labelSelected(null)}>{t('curate.noLabel')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Menu position="bottom-start">
        <Menu.Target>
          <Button size="xs" variant="default">
            {t('curate.use')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {splits.map((split) => (
            <Menu.Item key={split} onClick={() => void splitSelected(split)}>
              {t(`curate.useFor.${split}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconTrash size={15} />}
        onClick={() => void removeSelected()}
        data-testid="remove-photos"
      >
        {t('curate.remove')}
      </Button>
    </Group>
  );
}

const Dot = ({ color }: { color: string }) => <i className={classes.dot} style={{ background: color }} />;
