import { memo } from 'react';
import { Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { operateAt, scoreTable } from '@shared/curves';
import type { EvaluationResult } from '@shared/domain';
import { percent } from '../percent';
import { useModelName } from './useModelName';

/** Every model that was tried on a set, newest first, each by its own threshold. */
export const ResultTable = memo(function ResultTable({ results }: { results: readonly EvaluationResult[] }) {
  const { t, i18n } = useTranslation();
  const modelName = useModelName();
  return (
    <Table mb="md" fz="sm" aria-label={t('tune.detail.sets')}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('tune.sets.model')}</Table.Th>
          <Table.Th>{t('tune.sets.when')}</Table.Th>
          <Table.Th>{t('tune.threshold')}</Table.Th>
          <Table.Th>{t('tune.product.recognised')}</Table.Th>
          <Table.Th>{t('tune.product.confused')}</Table.Th>
          <Table.Th>{t('tune.rate.falseAccept')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {results.map((result) => {
          const table = scoreTable(result.photos);
          const now = operateAt(table, result.threshold);
          const products = table.right.length + table.confused.length;
          return (
            <Table.Tr key={result.madeAt} data-testid="set-result">
              <Table.Td>{modelName(result)}</Table.Td>
              <Table.Td>{new Date(result.madeAt).toLocaleString(i18n.language)}</Table.Td>
              <Table.Td>{result.threshold.toFixed(3)}</Table.Td>
              <Table.Td>{percent(now.correctRate)}</Table.Td>
              <Table.Td>{percent(products ? now.accepted.confused / products : null)}</Table.Td>
              <Table.Td>{percent(now.falseAcceptRate)}</Table.Td>
            </Table.Tr>
          );
        })}
      </Table.Tbody>
    </Table>
  );
});
