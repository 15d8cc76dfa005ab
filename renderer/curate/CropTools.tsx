import { Button, Group, Text } from '@mantine/core';
import { IconCrop } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useCurate } from './curate-store';
import { acceptSuggestions, dismissSuggestions, suggestBoxes } from './suggestions';

/** Suggests crops against the empty scene, once one is chosen, and takes them all. */
export function CropTools({ shown }: { shown: readonly string[] }) {
  const { t } = useTranslation();
  const emptyScene = useCurate((state) => state.emptyScene);
  const selected = useCurate((state) => state.selected);
  const count = useCurate((state) => state.suggestions.size);
  // The scene was just chosen with a click, and is selected too.
  const chosen = [...selected].filter((id) => id !== emptyScene);
  if (count)
    return (
      <Group gap="xs" ml="auto" wrap="nowrap">
        <Text size="sm" data-testid="suggested-count">
          {t('curate.crops.suggested', { count })}
        </Text>
        <Button size="xs" onClick={() => void acceptSuggestions()} data-testid="boxes-accept">
          {t('curate.crops.accept')}
        </Button>
        <Button size="xs" variant="default" onClick={dismissSuggestions}>
          {t('curate.crops.dismiss')}
        </Button>
      </Group>
    );
  if (!emptyScene) return null;
  return (
    <Button
      size="xs"
      variant="default"
      ml="auto"
      leftSection={<IconCrop size={15} />}
      onClick={() => void suggestBoxes(chosen.length ? chosen : [...shown])}
      data-testid="suggest-boxes"
    >
      {t('curate.crops.suggest')}
    </Button>
  );
}
