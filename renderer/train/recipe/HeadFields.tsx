import { Group, Select, Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Head } from '@shared/recipe';
import { NumberField, useForm } from './fields';
import { headDefaults } from './recipe-form';

const kinds: { value: Head['kind']; label: string }[] = [
  { value: 'arcface', label: 'ArcFace' },
  { value: 'cosface', label: 'CosFace' },
  { value: 'sphereface', label: 'SphereFace' },
  { value: 'softmax', label: 'Softmax' },
];

/** The head and what belongs to its kind. */
export function HeadFields() {
  const { t } = useTranslation();
  const { draft, set } = useForm();
  const head = draft.head as Head;
  return (
    <Group align="flex-end" gap="xs">
      <Select
        size="xs"
        label={t('train.editor.field.head')}
        data={kinds}
        value={head.kind}
        allowDeselect={false}
        onChange={(kind) => set('head', headDefaults[kind as Head['kind']])}
        data-testid="recipe-head"
      />
      <NumberField path="head.s" />
      {head.kind !== 'softmax' && <NumberField path="head.m" step={head.kind === 'sphereface' ? 1 : 0.05} />}
      {head.kind === 'arcface' && (
        <Switch
          pb={6}
          label={t('train.editor.field.easyMargin')}
          checked={head.easyMargin}
          onChange={(event) => set('head.easyMargin', event.currentTarget.checked)}
        />
      )}
    </Group>
  );
}
