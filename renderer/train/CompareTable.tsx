import { Box, Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { recipeDiff } from '@shared/recipe-diff';
import { useDrawnRuns } from './useDrawnRuns';

/** In what the recipes of the compared runs differ. */
export function CompareTable() {
  const { t, i18n } = useTranslation();
  const drawn = useDrawnRuns();
  if (drawn.length < 2) return null;
  const rows = recipeDiff(drawn.map(({ run }) => run.recipe));
  return (
    <Box mt="md" data-testid="recipe-diff" style={{ overflowX: 'auto' }}>
      <Text size="sm" fw={600} mb={4}>
        {rows.length ? t('train.difference') : t('train.noDifference')}
      </Text>
      {rows.length > 0 && (
        <Table verticalSpacing={2} fz="xs" aria-label={t('train.difference')}>
          <Table.Thead>
            <Table.Tr>
              <Table.Td />
              {drawn.map(({ run, color }) => (
                <Table.Th key={run.id} style={{ color }}>
                  {new Date(run.startedAt).toLocaleString(i18n.language)}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map(({ path, values }) => (
              <Table.Tr key={path}>
                <Table.Td>{path}</Table.Td>
                {values.map((value, i) => (
                  <Table.Td key={i}>{value ?? '–'}</Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Box>
  );
}
