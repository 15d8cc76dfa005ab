import { useState } from 'react';
import { ActionIcon, Button, Popover, Stack, Text, Title, Tooltip } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconHelpCircle, IconMap2 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useRoom } from '../app/rooms';
import { startTour } from './tour-store';
import classes from './Tour.module.css';

/** What the room is for, its keys and where to go next; F1 opens it too. */
export function RoomHelp() {
  const { t } = useTranslation();
  const room = useRoom((state) => state.room);
  const [open, setOpen] = useState(false);
  useHotkeys([['F1', () => setOpen(true)]], []);
  const { text, keys, next } = t(`help.room.${room}`, { returnObjects: true });
  return (
    <Popover
      opened={open}
      onChange={setOpen}
      position="bottom-end"
      shadow="lg"
      radius="lg"
      trapFocus
      withRoles
      returnFocus
    >
      <Popover.Target>
        <Tooltip label={`${t('help.open')} (F1)`} openDelay={400}>
          <ActionIcon
            size={36}
            variant="default"
            onClick={() => setOpen(!open)}
            aria-label={t('help.open')}
            data-testid="room-help"
          >
            <IconHelpCircle size={19} />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown p="lg" maw="calc(100vw - 40px)" aria-label={t('help.open')}>
        <Stack gap="sm" className={classes.text} data-testid="room-help-text">
          <Text size="sm">{text}</Text>
          <Part title={t('help.keys')} text={`${keys}\n${t('help.everywhere')}`.trim()} />
          {next && <Part title={t('help.next')} text={next} />}
          <Button
            variant="light"
            size="sm"
            leftSection={<IconMap2 size={17} />}
            onClick={() => {
              setOpen(false);
              void startTour();
            }}
            data-testid="help-tour"
          >
            {t('help.tour')}
          </Button>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

function Part({ title, text }: { title: string; text: string }) {
  return (
    <div>
      <Title order={2} size="h6">
        {title}
      </Title>
      <Text size="sm" c="dimmed" style={{ whiteSpace: 'pre-line' }}>
        {text}
      </Text>
    </div>
  );
}
