import type { ReactNode } from 'react';
import { Group, Text, Title } from '@mantine/core';
import { RoomHelp } from '../help/RoomHelp';
import classes from './Room.module.css';

interface Props {
  title: string;
  subtitle?: string;
  actions?: ReactNode;
  /** The content scrolls by itself and fills the room. */
  fill?: boolean;
  children: ReactNode;
}

/** The frame of a room: what it is for, what can be done in it, and the rest. */
export function Room({ title, subtitle, actions, fill = false, children }: Props) {
  return (
    <section className={classes.room} aria-label={title}>
      <Group justify="space-between" className={classes.head}>
        <div className={classes.title}>
          <Title order={1} size="h2">
            {title}
          </Title>
          {subtitle && (
            <Text c="dimmed" size="sm">
              {subtitle}
            </Text>
          )}
        </div>
        <Group gap="xs">
          {actions}
          <RoomHelp />
        </Group>
      </Group>
      <div className={fill ? classes.fill : classes.scroll}>{children}</div>
    </section>
  );
}
