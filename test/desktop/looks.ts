import type { Page } from 'playwright-core';

/** Both languages in both themes. */
export const looks = [
  { language: 'English', code: 'en', theme: /^(Light|ライト)$/ },
  { language: 'English', code: 'en', theme: /^(Dark|ダーク)$/ },
  { language: '日本語', code: 'ja', theme: /^(Dark|ダーク)$/ },
  { language: '日本語', code: 'ja', theme: /^(Light|ライト)$/ },
] as const;

/** Sets it in Settings, where the window then is. */
export async function chooseLook(page: Page, { language, theme }: (typeof looks)[number]): Promise<void> {
  await page.getByTestId('nav-settings').click();
  await page.getByTestId('settings-language').getByText(language).click();
  await page.getByTestId('settings-theme').getByText(theme).click();
}
