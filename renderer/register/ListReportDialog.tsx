import { Button, Group, ScrollArea, Stack, Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CsvProblem } from '@shared/product-list';
import { Dialog } from '../parts/Dialog';
import { useRegister } from './register-store';

/** More than this nobody reads. */
const mostLines = 300;

/** What a list did, and every row it could not take with its line and the reason. */
export function ListReportDialog() {
  const { t } = useTranslation();
  const report = useRegister((state) => state.report);
  if (!report) return null;
  const { problems, unknownColumns } = report;
  const close = () => useRegister.setState({ report: null });
  return (
    <Dialog onClose={close} title={t('register.list.title')} size="lg" centered>
      <Stack data-testid="list-report">
        <Text>{t('register.list.done', { ...report })}</Text>
        {unknownColumns.length > 0 && (
          <Text c="dimmed">{t('register.list.unknownColumns', { titles: unknownColumns.join(', ') })}</Text>
        )}
        {problems.length > 0 && <Problems problems={problems} />}
        <Group justify="flex-end">
          <Button onClick={close} data-testid="list-report-close">
            {t('register.list.close')}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}

function Problems({ problems }: { problems: readonly CsvProblem[] }) {
  const { t } = useTranslation();
  const more = problems.length - mostLines;
  return (
    <>
      <Text fw={600}>{t('register.list.problems', { count: problems.length })}</Text>
      <ScrollArea.Autosize mah={300}>
        <Table aria-label={t('register.list.problems', { count: problems.length })}>
          <Table.Tbody>
            {problems.slice(0, mostLines).map(({ line, reason, text }, i) => (
              <Table.Tr key={i}>
                <Table.Td>{t('register.list.line', { line })}</Table.Td>
                <Table.Td>{t(`register.problem.${reason}`)}</Table.Td>
                <Table.Td data-selectable>{text}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </ScrollArea.Autosize>
      {more > 0 && <Text c="dimmed">{t('register.list.more', { count: more })}</Text>}
    </>
  );
}
