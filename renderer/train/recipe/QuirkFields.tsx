import { Stack, Switch, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useForm } from './fields';
import { valueAt } from './recipe-form';

/** What the article's code does otherwise than its text; to see what each costs. */
export function QuirkFields() {
  const { t } = useTranslation();
  const { draft, set } = useForm();
  return (
    <Stack gap={6}>
      <div>
        <Text size="sm" fw={600}>
          {t('train.editor.quirks')}
        </Text>
        <Text size="xs" c="dimmed">
          {t('train.editor.quirksHint')}
        </Text>
      </div>
      <Switch
        label={t('train.editor.field.unitInputs')}
        checked={Boolean(draft.unitInputs)}
        onChange={(event) => set('unitInputs', event.currentTarget.checked || undefined)}
        data-testid="recipe-unit-inputs"
      />
      <Switch
        label={t('train.editor.field.normalization')}
        checked={valueAt(draft, 'head.normalization') === 'batch'}
        onChange={(event) => set('head.normalization', event.currentTarget.checked ? 'batch' : undefined)}
        data-testid="recipe-batch-normalization"
      />
    </Stack>
  );
}
