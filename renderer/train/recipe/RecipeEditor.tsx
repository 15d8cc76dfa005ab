import { useState } from 'react';
import { Button, Group, SimpleGrid, Stack, Switch, Text, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../parts/Dialog';
import { useTrain } from '../train-store';
import { useRecipeName } from '../useRecipeName';
import { type Form, FormContext, NumberField } from './fields';
import { HeadFields } from './HeadFields';
import { QuirkFields } from './QuirkFields';
import { checkDraft, type Draft, presetOf, withValue } from './recipe-form';
import { StageFields } from './StageFields';

const trainingFields = [
  'batchSize',
  'variants',
  'validationShare',
  'plateau.factor',
  'plateau.patience',
] as const;
const augmentationFields = [
  'augmentation.widthShift',
  'augmentation.heightShift',
  'augmentation.zoom',
  'augmentation.rotation',
  'augmentation.color',
  'augmentation.fill',
] as const;

/** Every field of the recipe that the next run is trained by; saved only when all of them are sound. */
export function RecipeEditor({ onClose }: { onClose(): void }) {
  const { t } = useTranslation();
  const recipeName = useRecipeName();
  const given = useTrain((state) => state.recipe);
  const changed = t('train.editor.mine', { name: recipeName(given) });
  const [draft, setDraft] = useState<Draft>({
    ...given,
    name: presetOf(given) === given.name ? changed : given.name,
  });
  const { recipe, problems } = checkDraft(draft);
  const form: Form = {
    draft,
    problems,
    set: (path, value) => setDraft((before) => withValue(before, path, value)),
  };
  const save = () => {
    if (recipe) useTrain.setState({ recipe });
    onClose();
  };
  return (
    <Dialog onClose={onClose} size="xl" title={t('train.editor.title')} centered draft>
      <FormContext value={form}>
        <Stack gap="md" data-testid="recipe-editor">
          <TextInput
            label={t('train.editor.field.name')}
            value={String(draft.name)}
            onChange={(event) => form.set('name', event.currentTarget.value)}
            error={problems.has('name') && t('train.editor.problem.invalid')}
          />
          <HeadFields />
          <StageFields />
          <Section title={t('train.editor.training')} paths={trainingFields} />
          <EarlyStopping form={form} />
          <Switch
            label={t('train.editor.field.unknowns')}
            description={t('train.editor.unknownsHint')}
            checked={Boolean(draft.unknowns)}
            onChange={(event) => form.set('unknowns', event.currentTarget.checked || undefined)}
            data-testid="recipe-unknowns"
          />
          <Section title={t('train.editor.augmentation')} paths={augmentationFields} />
          <Switch
            label={t('train.editor.field.horizontalFlip')}
            checked={Boolean((draft.augmentation as Record<string, unknown>).horizontalFlip)}
            onChange={(event) => form.set('augmentation.horizontalFlip', event.currentTarget.checked)}
          />
          <QuirkFields />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('train.editor.cancel')}
            </Button>
            <Button disabled={!recipe} onClick={save} data-testid="recipe-save">
              {t('train.editor.use')}
            </Button>
          </Group>
        </Stack>
      </FormContext>
    </Dialog>
  );
}

type Path = (typeof trainingFields)[number] | (typeof augmentationFields)[number];

function Section({ title, paths }: { title: string; paths: readonly Path[] }) {
  return (
    <div>
      <Text size="sm" fw={600} mb={4}>
        {title}
      </Text>
      <SimpleGrid cols={{ base: 2, sm: 3 }} spacing="xs">
        {paths.map((path) => (
          <NumberField key={path} path={path} />
        ))}
      </SimpleGrid>
    </div>
  );
}

function EarlyStopping({ form }: { form: Form }) {
  const { t } = useTranslation();
  const on = form.draft.earlyStopping !== undefined;
  return (
    <Group align="flex-end" mih={58}>
      <Switch
        label={t('train.editor.earlyStopping')}
        checked={on}
        onChange={(event) =>
          form.set('earlyStopping', event.currentTarget.checked ? { patience: 10 } : undefined)
        }
        data-testid="recipe-early-stopping"
      />
      {on && <NumberField path="earlyStopping.patience" />}
    </Group>
  );
}
