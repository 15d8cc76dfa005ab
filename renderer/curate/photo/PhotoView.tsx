import { type KeyboardEvent, useEffect, useRef } from 'react';
import { ActionIcon, Button, Group, Text, Tooltip } from '@mantine/core';
import {
  IconArrowLeft,
  IconChevronLeft,
  IconChevronRight,
  IconCheck,
  IconCrop,
  IconTrash,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Photo } from '@shared/domain';
import { openPhoto, useCurate } from '../curate-store';
import { acceptSuggestion, setEmptyScene } from '../suggestions';
import { BoxEditor } from './BoxEditor';
import { middleOf } from './drag';
import { useNudge } from './useNudge';
import classes from './PhotoView.module.css';

interface Props {
  photo: Photo;
  /** Ids of the photos in view, in their order. */
  shown: readonly string[];
}

/** One photo large, with the box of what is looked at. */
export function PhotoView({ photo, shown }: Props) {
  const { t } = useTranslation();
  const frame = useRef<HTMLElement>(null);
  const suggested = useCurate((state) => state.suggestions.get(photo.id) ?? null);
  const isEmptyScene = useCurate((state) => state.emptyScene === photo.id);
  const { box, onKey, write } = useNudge(photo);
  const at = shown.indexOf(photo.id);
  const go = (by: number) => shown[at + by] && openPhoto(shown[at + by]);
  const close = () => useCurate.setState({ open: null });
  const add = () => box || write(middleOf(photo));
  const remove = () => box && write(null);
  useEffect(() => frame.current?.focus(), [photo.id]);
  const onKeyDown = (event: KeyboardEvent) => {
    const { key } = event;
    if (key === 'Escape') close();
    else if (key === 'PageDown') go(1);
    else if (key === 'PageUp') go(-1);
    else if (key === 'Enter' && suggested && event.target === frame.current) void acceptSuggestion(photo.id);
    else if (key === 'Insert') add();
    else if (key === 'Delete' || key === 'Backspace') remove();
    else if (!onKey(event)) return;
    event.preventDefault();
  };
  return (
    <section
      ref={frame}
      className={classes.view}
      tabIndex={-1}
      aria-label={photo.name}
      onKeyDown={onKeyDown}
      data-testid="photo-view"
    >
      <div className={classes.head}>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconArrowLeft size={15} />}
          onClick={close}
          data-testid="photo-close"
        >
          {t('curate.photo.back')}
        </Button>
        <div className={classes.name}>
          <Text fw={600} size="sm" truncate data-selectable>
            {photo.name}
          </Text>
          <Text size="xs" c="dimmed">
            {t(box ? 'curate.photo.cropped' : 'curate.photo.hint', { ...box })}
          </Text>
        </div>
        <Group gap={6} wrap="nowrap">
          {suggested && (
            <Button
              size="xs"
              leftSection={<IconCheck size={15} />}
              onClick={() => {
                void acceptSuggestion(photo.id);
                // The button goes away, and the keys shall go on.
                frame.current?.focus();
              }}
              data-testid="box-accept"
            >
              {t('curate.photo.accept')}
            </Button>
          )}
          <Button
            size="xs"
            variant={isEmptyScene ? 'light' : 'default'}
            onClick={() => setEmptyScene(isEmptyScene ? null : photo.id)}
            aria-pressed={isEmptyScene}
            data-testid="empty-scene"
          >
            {t('curate.photo.emptyScene')}
          </Button>
          <Step label={t('curate.photo.previous')} onClick={() => go(-1)} disabled={at <= 0}>
            <IconChevronLeft size={17} />
          </Step>
          <Step label={t('curate.photo.next')} onClick={() => go(1)} disabled={at >= shown.length - 1}>
            <IconChevronRight size={17} />
          </Step>
          <Step label={t('curate.photo.addBox')} onClick={add} disabled={!!box} testId="box-add">
            <IconCrop size={16} />
          </Step>
          <Step label={t('curate.photo.removeBox')} onClick={remove} disabled={!box} testId="box-remove">
            <IconTrash size={16} />
          </Step>
        </Group>
      </div>
      <BoxEditor photo={photo} box={box} suggested={suggested} onBox={write} />
    </section>
  );
}

interface StepProps {
  label: string;
  disabled: boolean;
  testId?: string;
  onClick(): void;
  children: React.ReactNode;
}

function Step({ label, disabled, testId, onClick, children }: StepProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon
        size={30}
        variant="default"
        aria-label={label}
        disabled={disabled}
        onClick={onClick}
        data-testid={testId}
      >
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
