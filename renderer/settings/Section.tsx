import type { ReactNode } from 'react';
import { Paper, Text } from '@mantine/core';

/** One card of the Settings room. */
export function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Paper withBorder p="lg" radius="lg">
      <Text fw={650} mb="sm">
        {title}
      </Text>
      {children}
    </Paper>
  );
}
