import { Button, Group, Menu, Text } from '@mantine/core';
import { IconBottle, IconCrop, IconPhotoMinus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useCurate } from './curate-store';
import { acceptSuggestions, dismissSuggestions, findPackages, suggestBoxes } from './suggestions';

/** Suggests crops, by the detector or against the empty scene once one is chosen, and takes them all. */
export function CropTools({ shown }: { shown: readonly string[] }) {
  const { t } = useTranslation();
  const emptyScene = useCurate((state) => state.emptyScene);
  const count = useCurate((state) => state.suggestions.size);
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
  if (!shown.length) return null;
  // The scene was just chosen with a click, and is selected too.
  const chosen = () => [...useCurate.getState().selected].filter((id) => id !== emptyScene);
  const asked = () => (chosen().length ? chosen() : [...shown]);
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          size="xs"
          variant="default"
          ml="auto"
          leftSection={<IconCrop size={15} />}
          data-testid="suggest-boxes"
        >
          {t('curate.crops.suggest')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconBottle size={15} />}
          onClick={() => void findPackages(asked())}
          data-testid="suggest-detected"
        >
          {t('curate.crops.detect')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconPhotoMinus size={15} />}
          disabled={!emptyScene}
          onClick={() => void suggestBoxes(asked())}
          data-testid="suggest-new"
        >
          {t('curate.crops.compare')}
          {!emptyScene && (
            <Text size="xs" c="dimmed">
              {t('curate.crops.noEmptyScene')}
            </Text>
          )}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
