import { ActionIcon, Button, Select, Table, Text } from '@mantine/core';
import { IconPlus, IconTrash, IconZoomScan } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { blockNames, type Stage } from '@shared/recipe';
import { NumberField, useForm } from './fields';
import { RateDialog } from './RateDialog';
import { checkDraft } from './recipe-form';

/** The stages in order: from which block on the network learns, how long and how fast. */
export function StageFields() {
  const { t } = useTranslation();
  const { draft, set } = useForm();
  const stages = draft.stages as Stage[];
  const [lookedFor, setLookedFor] = useState<number | null>(null);
  const { recipe } = checkDraft(draft);
  return (
    <div>
      <Text size="sm" fw={600}>
        {t('train.editor.stages')}
      </Text>
      <Table verticalSpacing={3} aria-label={t('train.editor.stages')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th fz="xs">{t('train.editor.field.from')}</Table.Th>
            <Table.Th fz="xs">{t('train.editor.field.epochs')}</Table.Th>
            <Table.Th fz="xs">{t('train.editor.field.learningRate')}</Table.Th>
            <Table.Td />
            <Table.Td />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {stages.map((stage, i) => (
            <Table.Tr key={i}>
              <Table.Td>
                <Select
                  size="xs"
                  aria-label={t('train.editor.field.from')}
                  data={[...blockNames]}
                  value={stage.from}
                  allowDeselect={false}
                  onChange={(from) => set(`stages.${i}.from`, from)}
                />
              </Table.Td>
              <Table.Td>
                <NumberField path={`stages.${i}.epochs`} bare />
              </Table.Td>
              <Table.Td>
                <NumberField path={`stages.${i}.learningRate`} bare />
              </Table.Td>
              <Table.Td w={30}>
                <ActionIcon
                  variant="subtle"
                  disabled={!recipe}
                  aria-label={t('train.rate.find')}
                  title={t('train.rate.find')}
                  onClick={() => setLookedFor(i)}
                  data-testid="rate-find"
                >
                  <IconZoomScan size={15} />
                </ActionIcon>
              </Table.Td>
              <Table.Td w={30}>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  disabled={stages.length === 1}
                  aria-label={t('train.editor.removeStage')}
                  onClick={() =>
                    set(
                      'stages',
                      stages.filter((_, other) => other !== i),
                    )
                  }
                >
                  <IconTrash size={15} />
                </ActionIcon>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Button
        size="compact-xs"
        variant="subtle"
        leftSection={<IconPlus size={13} />}
        onClick={() => set('stages', [...stages, stages[stages.length - 1]])}
      >
        {t('train.editor.addStage')}
      </Button>
      {recipe && lookedFor !== null && (
        <RateDialog
          recipe={recipe}
          stage={lookedFor}
          onUse={(rate) => set(`stages.${lookedFor}.learningRate`, rate)}
          onClose={() => setLookedFor(null)}
        />
      )}
    </div>
  );
}
