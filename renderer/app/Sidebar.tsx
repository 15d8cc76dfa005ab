import { Text, Tooltip, UnstyledButton } from '@mantine/core';
import { IconDoorExit } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { SyncLink } from '../sync/SyncLink';
import { EngineLight } from './EngineLight';
import { closeProject, useProject } from './project-store';
import { goTo, roomIcons, type RoomName, rooms, useRoom } from './rooms';
import { Marble } from './Marble';
import classes from './Sidebar.module.css';

export function Sidebar() {
  const { t } = useTranslation();
  const project = useProject((state) => state.project);
  return (
    <nav className={classes.sidebar} aria-label={t('app.rooms')}>
      <div className={classes.brand}>
        <Marble size={30} />
        <div className={classes.names}>
          <Text fw={650} size="sm" truncate>
            {project?.name}
          </Text>
          <Text size="xs" c="dimmed">
            Ramune Studio
          </Text>
        </div>
      </div>
      {rooms.map((room, i) => (
        <RoomLink key={room} room={room} shortcut={`Ctrl+${i + 1}`} />
      ))}
      <div className={classes.foot}>
        <EngineLight />
        <SyncLink className={classes.link} />
        <UnstyledButton
          className={classes.link}
          onClick={() => void closeProject()}
          data-testid="close-project"
        >
          <IconDoorExit size={19} stroke={1.7} aria-hidden />
          <span className={classes.label}>{t('app.closeProject')}</span>
        </UnstyledButton>
      </div>
    </nav>
  );
}

function RoomLink({ room, shortcut }: { room: RoomName; shortcut: string }) {
  const { t } = useTranslation();
  const active = useRoom((state) => state.room === room);
  const Picture = roomIcons[room];
  return (
    <Tooltip label={shortcut} position="right" openDelay={600}>
      <UnstyledButton
        className={classes.link}
        data-testid={`nav-${room}`}
        data-active={active || undefined}
        aria-current={active ? 'page' : undefined}
        onClick={() => goTo(room)}
      >
        <Picture size={20} stroke={1.7} aria-hidden />
        <span className={classes.label}>{t(`app.room.${room}`)}</span>
      </UnstyledButton>
    </Tooltip>
  );
}
