import { Button, Group, ScrollArea, Stack, Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../parts/Dialog';
import { useCurate } from './curate-store';

/** More than this nobody reads. */
const mostProblems = 300;

/** What an import brought, and every file it could not use with the reason. */
export function ImportReportDialog() {
  const { t } = useTranslation();
  const report = useCurate((state) => state.report);
  if (!report) return null;
  const close = () => useCurate.setState({ report: null });
  return (
    <Dialog onClose={close} title={t('curate.report.title')} size="lg" centered>
      <Stack data-testid="import-report">
        <div>
          <Text>{t('curate.report.imported', { count: report.imported })}</Text>
          {report.duplicates > 0 && (
            <Text c="dimmed">{t('curate.report.duplicates', { count: report.duplicates })}</Text>
          )}
          {report.cancelled && <Text c="dimmed">{t('curate.report.cancelled')}</Text>}
        </div>
        {report.problems.length > 0 && (
          <ScrollArea.Autosize mah={300}>
            <Table aria-label={t('curate.report.title')}>
              <Table.Tbody>
                {report.problems.slice(0, mostProblems).map(({ path, line, reason, detail }, i) => (
                  <Table.Tr key={i}>
                    <Table.Td data-selectable>{path.split(/[\\/]/).at(-1)}</Table.Td>
                    <Table.Td>{line !== null && t('curate.report.line', { line })}</Table.Td>
                    <Table.Td title={detail}>
                      {t(`curate.report.reason.${reason}`)}
                      {line !== null && (
                        <Text size="xs" c="dimmed" lineClamp={2} data-selectable>
                          {detail}
                        </Text>
                      )}
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </ScrollArea.Autosize>
        )}
        {report.problems.length > mostProblems && (
          <Text c="dimmed">{t('curate.report.more', { count: report.problems.length - mostProblems })}</Text>
        )}
        <Group justify="flex-end">
          <Button onClick={close} data-testid="import-report-close">
            {t('curate.report.close')}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
