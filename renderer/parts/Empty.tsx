import type { ReactNode } from 'react';
import { Stack, Text, Title } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import classes from './Empty.module.css';

interface Props {
  icon: Icon;
  title: string;
  text: string;
  action?: ReactNode;
}

/** What a place says while there is nothing in it: what belongs here and how it gets here. */
export function Empty({ icon: Picture, title, text, action }: Props) {
  return (
    <Stack align="center" justify="center" gap="sm" className={classes.empty}>
      <div className={classes.marble}>
        <Picture size={34} stroke={1.6} aria-hidden />
      </div>
      <Title order={2} size="h3">
        {title}
      </Title>
      <Text c="dimmed" ta="center" maw={440} className={classes.text}>
        {text}
      </Text>
      {action}
    </Stack>
  );
}
