import { useTranslation } from 'react-i18next';
import { presets, type Recipe } from '@shared/recipe';
import type { PresetName } from './train-store';

const isPreset = (name: string): name is PresetName => Object.hasOwn(presets, name);

/** What a recipe is called in the language of the window. */
export function useRecipeName(): (recipe: Recipe) => string {
  const { t } = useTranslation();
  return ({ name }) => (isPreset(name) ? t(`train.recipe.${name}.name`) : name);
}
