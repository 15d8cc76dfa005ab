import { Code, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconAlertTriangle } from '@tabler/icons-react';
import { type ErrorCode, StudioError } from '@shared/errors';
import { t } from '../i18n';
import { notify } from './notices';

/** Does `work`; tells the user when it fails. `undefined` when it failed. */
export async function attempt<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    report(error);
    return undefined;
  }
}

/**
 * Tells the user what went wrong and what to do about it. What the user cancelled is no error, nor is what was under way
 * when the project was closed.
 */
export function report(error: unknown): void {
  const known = asStudioError(error);
  const { code, message } = known;
  if (code === 'cancelled' || code === 'no-project') return;
  logError(known);
  const id = `error-${code}`;
  notifications.hide(id);
  notify(IconAlertTriangle, {
    id,
    color: 'red',
    title: errorWords(code).title,
    message: <WayOut code={code} message={message} />,
    autoClose: 12_000,
    'data-testid': 'error-notification',
  });
}

/** What to do about an error, what it says itself, and its id. */
export function WayOut({ code, message }: { code: ErrorCode; message: string | null }) {
  return (
    <Stack gap={4}>
      <Text size="sm">{errorWords(code).todo}</Text>
      {message && (
        <Text size="xs" c="dimmed" lineClamp={3}>
          {message}
        </Text>
      )}
      <Code style={{ alignSelf: 'flex-start' }} data-selectable>
        {code}
      </Code>
    </Stack>
  );
}

/** The log has what the user sees, with the details, under the same id. */
export function logError({ code, message, detail }: StudioError): void {
  window.studio.logError({ code, message, detail }).catch(() => {});
}

export function asStudioError(error: unknown): StudioError {
  if (error instanceof StudioError) return error;
  return new StudioError(
    'internal',
    error instanceof Error ? error.message : String(error),
    error instanceof Error ? (error.stack ?? '') : '',
  );
}

export function errorWords(code: ErrorCode): { title: string; todo: string } {
  return { title: t(`errors.${code}.title`), todo: t(`errors.${code}.todo`) };
}
