import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ElectronApplication, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerDialogs } from '../../build/lib/drive.mjs';
import { launchStudio } from '../../build/lib/launch.mjs';
import { createEngine } from '../../electron/engine/engine';
import { type Keyring, startKeyring, whyNoKeyring } from '../support/keyring';
import { findPostgres } from '../support/sync/postgres';
import { type Registry, startRegistry } from '../support/sync/registry';

const soon = 20_000; // milliseconds
const bin = await findPostgres();
const why = bin ? await whyNoKeyring() : 'PostgreSQL is not here.';
// eslint-disable-next-line no-console
if (why) console.warn(`Skipped: a server’s address in a real keyring; ${why}`);

describe.skipIf(why)('the address of a server, with its password', () => {
  let root: string;
  let registry: Registry;
  let keyring: Keyring;
  let app: ElectronApplication;
  let page: Page;
  const at = (testId: string) => page.getByTestId(testId);
  const project = () => join(root, 'project');

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'ramune-keychain-'));
    registry = await startRegistry(bin!);
    await registry.server.createDatabase('shops');
    keyring = await startKeyring(join(root, 'keyring'));
    const { handlers, close } = createEngine(() => {});
    await handlers['project.create']({ folder: project() });
    await close();
  });
  afterAll(async () => {
    await app?.close();
    keyring?.stop();
    await registry?.remove();
    await rm(root, { recursive: true, force: true });
  });

  const openSettings = async (env: Record<string, string>) => {
    const electron = process.env.RAMUNE_ELECTRON!;
    const english = { LANG: 'en_US.UTF-8', LANGUAGE: 'en' };
    const args = ['--password-store=gnome-libsecret'];
    const userData = join(root, 'user-data');
    ({ app, page } = await launchStudio({ electron, userData, args, env: { ...english, ...env } }));
    await answerDialogs(app, [project()]);
    await at('open-project').click();
    await at('nav-settings').click();
  };
  const reopen = async (env: Record<string, string>) => {
    await app.close();
    // However often its engine was told to end.
    expect(await readdir(project())).not.toContain('studio.lock');
    await openSettings(env);
  };

  it('is kept by the desktop’s keyring, and nowhere to be read', async () => {
    await openSettings(keyring.env);
    await at('sync-server').fill(registry.server.url('shops'));
    await at('sync-share').click();
    await at('sync-state').waitFor({ timeout: soon });
    expect(await at('sync-session-only').count()).toBe(0);
    const kept = await readFile(join(root, 'user-data/servers.json'), 'utf8');
    expect(
      Buffer.from(Object.values(JSON.parse(kept) as object)[0] as string, 'base64').toString('latin1'),
    ).toMatch(/^v11/);
    for (const folder of ['user-data', 'project', 'keyring'])
      for (const text of await textsIn(join(root, folder))) expect(text).not.toContain('p%40ss');
  });

  it('is there again after a restart', async () => {
    await reopen(keyring.env);
    await at('sync-state').waitFor({ timeout: soon });
    expect(await at('sync-session-only').count()).toBe(0);
  });

  it('is asked for again where the keyring is gone', async () => {
    keyring.stop();
    await reopen({ DBUS_SESSION_BUS_ADDRESS: 'disabled:' });
    await at('sync-server').waitFor({ timeout: soon });
    expect(await at('sync-state').count()).toBe(0);
  });
});

async function textsIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return Promise.all(
    files.map(({ parentPath, path, name }) => readFile(join(parentPath ?? path, name), 'latin1')),
  );
}
