import { type ReactNode, useState } from 'react';
import { ScrollArea, Text, UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { PhotoClass } from '@shared/domain';
import { RenameField } from '../parts/RenameField';
import { editClass } from './actions';
import { ClassMenu } from './ClassMenu';
import { labelOnDrop } from './drag-photos';
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
      {...(group === 'unlabelled' ? labelOnDrop(null) : {})}
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
  if (renaming)
    return (
      <div className={classes.renaming}>
        <RenameField
          label={t('curate.rename')}
          name={item.name}
          onRename={(name) => void editClass(item, { name })}
          onDone={() => setRenaming(false)}
        />
      </div>
    );
  return (
    <div
      className={classes.row}
      data-active={active || undefined}
      data-testid="class-row"
      {...labelOnDrop(item.id)}
    >
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
      <ClassMenu item={item} onRename={() => setRenaming(true)} />
    </div>
  );
}
