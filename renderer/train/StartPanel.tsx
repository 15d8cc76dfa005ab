import {
  Badge,
  Button,
  Group,
  MultiSelect,
  Paper,
  SegmentedControl,
  Select,
  Stack,
  Text,
} from '@mantine/core';
import { IconAdjustments, IconPlayerPlay } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { presets, type Recipe } from '@shared/recipe';
import { useCurate } from '../curate/curate-store';
import { useEngine } from '../engine/engine-store';
import { RecipeEditor } from './recipe/RecipeEditor';
import { presetOf } from './recipe/recipe-form';
import { namesToTrain } from './names-to-train';
import { newestRuns } from './search-runs';
import { useRecipeName } from './useRecipeName';
import { type EngineChoice, type PresetName, startOf, startTraining, useTrain } from './train-store';
import classes from './TrainRoom.module.css';

/** What to train, how, and the button that starts it. */
export function StartPanel() {
  const { t } = useTranslation();
  const { recipe, engine, without, activeId, starting } = useTrain();
  const products = useCurate((state) => state.classes).filter(
    (one) => one.kind === 'product' && one.count > 0,
  );
  const tensorflow = useEngine((state) => state.info?.tensorflow.available ?? false);
  const names = namesToTrain(products, without);
  const engines = [
    { value: 'auto', label: t('train.engine.auto') },
    { value: 'onnx', label: 'ONNX' },
    {
      value: 'tensorflow',
      label: tensorflow ? 'TensorFlow' : t('train.engine.missing'),
      disabled: !tensorflow,
    },
  ];
  return (
    <Paper withBorder radius="lg" p="lg">
      <Stack gap="md">
        <RecipeChoice recipe={recipe} />
        <Stages recipe={recipe} />
        <MultiSelect
          label={t('train.products')}
          description={t('train.productsHint', { count: names.length })}
          data={products.map((one) => one.name)}
          value={without}
          onChange={(value) => useTrain.setState({ without: value })}
          placeholder={without.length ? '' : t('train.leaveOut')}
          searchable
          clearable
        />
        <StartFrom />
        <Select
          label={t('train.engine.label')}
          data={engines}
          value={engine}
          allowDeselect={false}
          onChange={(value) => useTrain.setState({ engine: value as EngineChoice })}
        />
        <Button
          size="md"
          leftSection={<IconPlayerPlay size={18} />}
          disabled={activeId !== null || names.length < 2}
          loading={starting}
          onClick={() => void startTraining(names)}
          data-testid="train-start"
        >
          {t('train.start')}
        </Button>
      </Stack>
    </Paper>
  );
}

/** The weights that the run begins with. */
function StartFrom() {
  const { t, i18n } = useTranslation();
  const recipeName = useRecipeName();
  const runs = useTrain((state) => state.runs);
  const startFrom = useTrain(startOf);
  const withWeights = runs.filter((run) => run.bestValLoss !== null);
  if (!withWeights.length) return null;
  return (
    <Select
      label={t('train.startFrom.label')}
      description={startFrom && t('train.startFrom.hint')}
      data={withWeights.map((run) => ({
        value: run.id,
        label: `${recipeName(run.recipe)}, ${new Date(run.startedAt).toLocaleString(i18n.language)}`,
      }))}
      value={startFrom}
      onChange={(value) => useTrain.setState({ startFrom: value })}
      placeholder={t('train.startFrom.backbone')}
      clearable
      searchable
      limit={newestRuns}
      data-testid="train-start-from"
    />
  );
}

/** A preset, or the recipe made of one. */
function RecipeChoice({ recipe }: { recipe: Recipe }) {
  const { t } = useTranslation();
  const [editing, setEditing] = useState(false);
  const preset = presetOf(recipe);
  const choices = Object.keys(presets).map((name) => ({
    value: name,
    label: t(`train.recipe.${name as PresetName}.name`),
  }));
  return (
    <div>
      <Group justify="space-between" mb={6}>
        <Text size="sm" fw={600}>
          {t('train.recipe.label')}
        </Text>
        <Button
          size="compact-xs"
          variant="subtle"
          leftSection={<IconAdjustments size={14} />}
          onClick={() => setEditing(true)}
          data-testid="recipe-edit"
        >
          {t('train.editor.open')}
        </Button>
      </Group>
      <SegmentedControl
        fullWidth
        data-testid="train-recipe"
        aria-label={t('train.recipe.label')}
        data={preset ? choices : [...choices, { value: 'own', label: t('train.recipe.own') }]}
        value={preset ?? 'own'}
        onChange={(value) => value !== 'own' && useTrain.setState({ recipe: presets[value as PresetName] })}
      />
      <Text size="xs" c="dimmed" mt={6} data-testid="recipe-name">
        {preset ? t(`train.recipe.${preset}.text`) : recipe.name}
      </Text>
      {editing && <RecipeEditor onClose={() => setEditing(false)} />}
    </div>
  );
}

/** The stages in order: from which block on the network learns, and for how many epochs. */
function Stages({ recipe: { stages } }: { recipe: Recipe }) {
  const { t } = useTranslation();
  return (
    <div>
      <Text size="xs" c="dimmed" mb={4}>
        {t('train.stagesOf', { count: stages.length })}
      </Text>
      <Group className={classes.stages}>
        {stages.map(({ from, epochs }, i) => (
          <Badge key={i} variant="default" size="sm" tt="none" fw={500}>
            {from} × {epochs}
          </Badge>
        ))}
      </Group>
    </div>
  );
}
