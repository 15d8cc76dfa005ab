import { app } from 'electron';
import type { Preferences } from '@shared/bridge';

/** The language that main's own words (menus, dialogs) are in. */
export function languageOf(preference: Preferences['language']): 'ja' | 'en' {
  if (preference !== 'system') return preference;
  return app.getLocale().startsWith('ja') ? 'ja' : 'en';
}
