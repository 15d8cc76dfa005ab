import { type ReactNode, useState } from 'react';
import { ActionIcon, Menu, ScrollArea, Text, TextInput, UnstyledButton } from '@mantine/core';
import { IconDots, IconPencil, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { PhotoClass } from '@shared/domain';
import { removeClass, renameClass } from './actions';
import { NewClass } from './NewClass';
import { type PhotoView, setView, useCurate } from './curate-store';
import classes from './ClassList.module.css';

/** The classes with their counts; choosing one shows its photos. */
export function ClassList() {
  const { t } = useTranslation();
  const photos = useCurate((state) => state.photos);
  const list = useCurate((state) => state.classes);
  const largest = Math.max(1, ...list.map((one) => one.count));
  const unlabelled = photos.filter((photo) => photo.classId === null).length;
  const ofKind = (kind: PhotoClass['kind']) =>
    list
      .filter((one) => one.kind === kind)
      .map((one) => (
        <ClassRow key={one.id} item={one} number={list.indexOf(one) + 1} share={one.count / largest} />
      ));
  return (
    <aside className={classes.list} aria-label={t('curate.classes')}>
      <ScrollArea className={classes.scroll}>
        <GroupRow group="all" name={t('curate.all')} count={photos.length} />
        <GroupRow group="unlabelled" name={t('curate.unlabelled')} count={unlabelled} />
        <Heading>{t('curate.products')}</Heading>
        {ofKind('product')}
        <Heading>{t('curate.unknown')}</Heading>
        {ofKind('unknown')}
      </ScrollArea>
      <NewClass />
    </aside>
  );
}

function Heading({ children }: { children: ReactNode }) {
  return (
    <Text size="xs" tt="uppercase" fw={650} c="dimmed" mt="md" mb={4} px={10}>
      {children}
    </Text>
  );
}

function GroupRow({ group, name, count }: { group: PhotoView['group']; name: string; count: number }) {
  const active = useCurate((state) => state.view.group === group);
  return (
    <UnstyledButton
      className={classes.row}
      data-active={active || undefined}
      aria-pressed={active}
      onClick={() => setView({ group })}
    >
      <span className={classes.name}>{name}</span>
      <span className={classes.count}>{count}</span>
    </UnstyledButton>
  );
}

function ClassRow({ item, number, share }: { item: PhotoClass; number: number; share: number }) {
  const { t } = useTranslation();
  const active = useCurate((state) => state.view.group === item.id);
  const [renaming, setRenaming] = useState(false);
  const keysWork = useCurate((state) => state.selected.size > 0) && number <= 9;
  if (renaming) return <RenameField item={item} onDone={() => setRenaming(false)} />;
  return (
    <div className={classes.row} data-active={active || undefined} data-testid="class-row">
      <UnstyledButton
        className={classes.pick}
        aria-pressed={active}
        onClick={() => setView({ group: item.id })}
      >
        <i className={classes.dot} style={{ background: item.color }} />
        <span className={classes.name} title={item.name}>
          {item.name}
        </span>
        {keysWork && <kbd className={classes.key}>{number}</kbd>}
        <span className={classes.count}>{item.count}</span>
        <span className={classes.bar} style={{ width: `${share * 100}%`, background: item.color }} />
      </UnstyledButton>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            aria-label={t('curate.more', { name: item.name })}
          >
            <IconDots size={15} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconPencil size={15} />} onClick={() => setRenaming(true)}>
            {t('curate.rename')}
          </Menu.Item>
          <Menu.Item color="red" leftSection={<IconTrash size={15} />} onClick={() => void removeClass(item)}>
            {t('curate.removeClass')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}

function RenameField({ item, onDone }: { item: PhotoClass; onDone: () => void }) {
  const { t } = useTranslation();
  const [name, setName] = useState(item.name);
  const save = () => {
    void renameClass(item, name);
    onDone();
  };
  return (
    <TextInput
      autoFocus
      size="xs"
      px={8}
      aria-label={t('curate.rename')}
      value={name}
      onChange={(event) => setName(event.currentTarget.value)}
      onBlur={save}
      onKeyDown={({ key, nativeEvent }) => {
        if (key === 'Enter' && !nativeEvent.isComposing) save();
        if (key === 'Escape') onDone();
      }}
    />
  );
}
