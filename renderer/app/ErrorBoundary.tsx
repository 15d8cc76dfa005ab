import { Component, type ReactNode } from 'react';
import { Button, Code, Stack, Text, Title } from '@mantine/core';
import { t } from '../i18n';
import { asStudioError, logError } from './errors';

/** Keeps one broken room from taking the window down; the project itself is safe in the engine. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { error: Error | null }> {
  override state = { error: null as Error | null };

  static getDerivedStateFromError(error: Error) {
    return { error };
  }

  override componentDidCatch(error: Error) {
    logError(asStudioError(error));
  }

  override render() {
    const { error } = this.state;
    if (!error) return this.props.children;
    return (
      <Stack p="xl" align="flex-start" role="alert">
        <Title order={3}>{t('app.broken.title')}</Title>
        <Text>{t('app.broken.text')}</Text>
        <Code block data-selectable>
          {asStudioError(error).code}: {error.message}
        </Code>
        <Button onClick={() => location.reload()}>{t('app.broken.reload')}</Button>
      </Stack>
    );
  }
}
