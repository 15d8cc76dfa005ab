import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerDialogs } from '../../build/lib/drive.mjs';
import { createEngine } from '../../electron/engine/engine';
import { insertProduct } from '../../electron/engine/recognition/registry';
import { Branch } from '../support/sync/branch';
import { audit } from '../support/audit';
import { findPostgres, type PostgresServer } from '../support/sync/postgres';
import type { Proxy } from '../support/sync/proxy';
import { type Registry, startRegistry } from '../support/sync/registry';
import { enginePid, openStudio, type Studio } from './harness';

const bin = await findPostgres();
const soon = 20_000; // milliseconds

describe.skipIf(!bin)('sharing with another shop', () => {
  let registry: Registry;
  let server: PostgresServer;
  let proxy: Proxy;
  let studio: Studio;
  let other: Branch;
  let direct: string;
  const at = (testId: string) => studio.page.getByTestId(testId);
  const light = (word: string) =>
    studio.page.locator(`[data-testid=sync-link] [data-word=${word}]`).waitFor({ timeout: soon });

  beforeAll(async () => {
    registry = await startRegistry(bin!);
    ({ server, proxy } = registry);
    direct = await server.createDatabase('shops');
    other = await Branch.open('Ueno');
    studio = await openStudio({ LANG: 'en_US.UTF-8', LANGUAGE: 'en' });
    const project = join(studio.folder, 'project');
    const engine = createEngine(() => {});
    await engine.handlers['project.create']({ folder: project });
    await insertProduct(engine.session.project().db, { name: 'Melon soda', price: 120 });
    await engine.close();
    await answerDialogs(studio.app, [project]);
    await at('open-project').click();
    await at('nav-settings').click();
  });
  afterAll(async () => {
    await studio?.close();
    await other?.close();
    await registry?.remove();
  });

  it('says what is wrong with a server before anything is kept', async () => {
    await at('sync-server').fill(server.url('nowhere'));
    await at('sync-share').click();
    const told = at('error-notification');
    await told.waitFor({ timeout: soon });
    expect(await told.innerText()).toContain('There is no such database');
    expect(await at('sync-state').count()).toBe(0);
  });

  it('tries a server, shares through it, and says that the address is not kept without a keychain', async () => {
    await at('sync-server').fill(server.url('shops', proxy.port));
    expect(await at('sync-tls').inputValue()).toBe('disable');
    await at('sync-test').click();
    await at('sync-found').waitFor({ timeout: soon });
    expect(await at('sync-found').innerText()).toMatch(/PostgreSQL \d+.*products there: 0/);
    await at('sync-shop').fill('Shibuya');
    await at('sync-shop').blur();
    await studio.screenshot('sync-form');
    await at('sync-share').click();
    await light('synced');
    await at('sync-session-only').waitFor();
    expect(await at('sync-state').innerText()).toContain(`127.0.0.1:${proxy.port}/shops`);
    expect(await studio.page.content()).not.toContain('p%40ss');
    await studio.screenshot('sync-settings');
  });

  it('shows at once what another shop adds', async () => {
    await other.sync(direct);
    const id = await other.add({ name: 'Green tea' });
    await other.addPhoto(id);
    await other.sync(direct);
    await at('nav-register').click();
    await at('product-list').getByText('Green tea').waitFor({ timeout: soon });
    await at('product-list').getByRole('img').first().waitFor({ timeout: soon });
  });

  it('lists what both changed while the line was cut, and lets the user decide', async () => {
    proxy.setUp(false);
    await light('offline');
    const soda = studio.page.locator('[data-testid=product][data-name="Melon soda"]');
    await soda.getByTestId('product-menu').click();
    await studio.page.getByRole('menuitem', { name: 'Rename' }).click();
    await at('product-rename').fill('Melon soda 500');
    await at('product-rename').press('Enter');
    await at('product-list').getByText('Melon soda 500').waitFor();
    expect(await at('sync-link').innerText()).toContain('to be sent: 1');
    const id = await other.productId('Melon soda');
    await other.edit(id, { name: 'Melon soda PET', maker: 'Ramune' });
    await other.sync(direct);
    proxy.setUp(true);
    await light('conflicts');
    await studio.screenshot('sync-notice');
    await at('conflicts-open').click();
    expect(await at('conflict').innerText()).toContain('Melon soda PET');
    await new Promise((resolve) => setTimeout(resolve, 400)); // until it is faded in
    await studio.screenshot('sync-conflict');
    expect(await audit(studio.page, 'en')).toEqual([]);
    await at('conflict-kept').click();
    await at('product-list').getByText('Melon soda 500').waitFor();
    await light('synced');
    await other.sync(direct);
    expect(await other.productId('Melon soda 500')).toBe(id);
  });

  it('shows who did what to a product', async () => {
    await studio.page.locator('[data-name="Melon soda 500"]').getByTestId('product-menu').click();
    await at('product-history').click();
    const entries = at('history-entry');
    await entries.first().waitFor();
    const text = (await entries.allInnerTexts()).join('\n');
    for (const word of ['Added', 'Changed', 'Decided', 'Shibuya', 'Ueno']) expect(text).toContain(word);
    await studio.screenshot('sync-history');
    await studio.page.keyboard.press('Escape');
  });

  it('goes on with another engine when the engine dies', async () => {
    process.kill((await enginePid(studio.app))!, 'SIGKILL');
    await at('engine-restarted').waitFor({ timeout: soon });
    await light('synced');
    await other.add({ name: 'Barley tea' });
    await other.sync(direct);
    await at('product-list').getByText('Barley tea').waitFor({ timeout: soon });
  });

  it('is there in Japanese and in the dark', async () => {
    await at('nav-settings').click();
    await at('settings-language').getByText('日本語').click();
    await at('settings-theme').getByText('ダーク').click();
    await at('sync-state').getByText('同期済み').waitFor();
    await at('sync-stop').scrollIntoViewIfNeeded();
    await studio.screenshot('sync-japanese-dark');
  });

  it('stops when asked', async () => {
    await at('sync-stop').click();
    await at('sync-server').waitFor({ timeout: soon });
    expect(await at('sync-link').count()).toBe(0);
  });
});
