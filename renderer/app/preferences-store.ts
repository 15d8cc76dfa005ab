import i18next from 'i18next';
import { create } from 'zustand';
import type { Preferences } from '@shared/bridge';
import type { Language } from '../i18n';

interface PreferencesStore extends Preferences {
  /** The language in use, once `system` has been looked up. */
  inUse: Language;
  locale: string;
}

export const usePreferences = create<PreferencesStore>()(() => ({
  language: 'system',
  theme: 'system',
  toured: false,
  inUse: 'en',
  locale: 'en',
}));

export async function startPreferences(): Promise<void> {
  const [preferences, locale] = await Promise.all([window.studio.preferences(), window.studio.locale()]);
  usePreferences.setState({ ...preferences, locale });
  await applyLanguage();
}

export async function setPreferences(changes: Partial<Preferences>): Promise<void> {
  usePreferences.setState(changes);
  const { language, theme, toured } = usePreferences.getState();
  await applyLanguage();
  await window.studio.setPreferences({ language, theme, toured });
}

async function applyLanguage(): Promise<void> {
  const { language, locale } = usePreferences.getState();
  const inUse = language === 'system' ? (locale.startsWith('ja') ? 'ja' : 'en') : language;
  document.documentElement.lang = inUse;
  await i18next.changeLanguage(inUse);
  usePreferences.setState({ inUse });
}
