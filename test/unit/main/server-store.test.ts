import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

const electron = vi.hoisted(() => ({
  folder: '',
  available: true,
  mark: 'v11',
  key: 'a',
}));

vi.mock('electron', () => ({
  app: { getPath: () => electron.folder },
  safeStorage: {
    isEncryptionAvailable: () => electron.available,
    encryptString: (text: string) =>
      Buffer.from(`${electron.mark}${electron.key}${[...text].reverse().join('')}`),
    decryptString(bytes: Buffer) {
      const text = bytes.toString().slice(electron.mark.length);
      if (text[0] !== electron.key) throw new Error('another key');
      return [...text.slice(1)].reverse().join('');
    },
  },
}));

const { ServerStore } = await import('../../../electron/main/server-store');

describe('where the addresses of servers are kept', () => {
  const url = 'postgresql://user:secret@host/shops';
  const file = () => join(electron.folder, 'servers.json');

  beforeEach(() => {
    Object.assign(electron, { available: true, mark: 'v11', key: 'a' });
    electron.folder = mkdtempSync(join(tmpdir(), 'ramune-servers-'));
  });
  afterEach(() => rmSync(electron.folder, { recursive: true }));

  it('on disk only as the keychain encrypts them, for this user alone', () => {
    expect(new ServerStore().keep('/project', url)).toBe('keychain');
    expect(new ServerStore().find('/project')).toEqual({ url, kept: 'keychain' });
    expect(new ServerStore().find('/other')).toBeNull();
    expect(readFileSync(file(), 'utf8')).not.toContain('secret');
    if (process.platform !== 'win32') expect(statSync(file()).mode & 0o077).toBe(0);
    new ServerStore().forget('/project');
    expect(new ServerStore().find('/project')).toBeNull();
  });

  it.runIf(process.platform === 'linux').each([{ available: false }, { mark: 'v10' }])(
    'without a keychain (%o) only in memory, and nothing on disk',
    (without) => {
      Object.assign(electron, without);
      const store = new ServerStore();
      expect(store.keep('/project', url)).toBe('session');
      expect(store.find('/project')).toEqual({ url, kept: 'session' });
      expect(new ServerStore().find('/project')).toBeNull();
      expect(readdirSync(electron.folder)).toEqual([]);
    },
  );

  it('are asked for again when the keychain was made anew', () => {
    new ServerStore().keep('/project', url);
    electron.key = 'b';
    expect(new ServerStore().find('/project')).toBeNull();
    expect(new ServerStore().keep('/project', url)).toBe('keychain');
    expect(new ServerStore().find('/project')?.url).toBe(url);
  });
});
