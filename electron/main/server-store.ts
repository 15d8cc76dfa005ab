import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { app, safeStorage } from 'electron';
import { z } from 'zod';
import type { ServerKept } from '@shared/bridge';
import { writeAtomically } from './write-file';

const Saved = z.record(z.string(), z.string());

/**
 * Addresses of servers, with their passwords, by project folder: on disk only as the system's keychain encrypts them,
 * else only until the studio is closed. They never come into a project's folder, a log or the window.
 */
export class ServerStore {
  private readonly path = join(app.getPath('userData'), 'servers.json');
  private readonly session = new Map<string, string>();

  keep(folder: string, url: string): ServerKept {
    this.forget(folder);
    if (!hasKeychain()) {
      this.session.set(folder, url);
      return 'session';
    }
    this.save({ ...this.load(), [folder]: safeStorage.encryptString(url).toString('base64') });
    return 'keychain';
  }

  forget(folder: string): void {
    this.session.delete(folder);
    const { [folder]: known, ...others } = this.load();
    if (known !== undefined) this.save(others);
  }

  find(folder: string): { url: string; kept: ServerKept } | null {
    const url = this.session.get(folder);
    if (url !== undefined) return { url, kept: 'session' };
    const known = this.load()[folder];
    if (known === undefined || !hasKeychain()) return null;
    try {
      return { url: safeStorage.decryptString(Buffer.from(known, 'base64')), kept: 'keychain' };
    } catch {
      // The keychain was made anew; the user gives the address again.
      return null;
    }
  }

  private load(): z.infer<typeof Saved> {
    try {
      return Saved.parse(JSON.parse(readFileSync(this.path, 'utf8')));
    } catch {
      return {};
    }
  }

  private save(saved: z.infer<typeof Saved>): void {
    writeAtomically(this.path, JSON.stringify(saved, null, 2), 0o600);
  }
}

/** What Chromium encrypts on Linux begins with this where there is no keyring: by a password that everybody knows. */
const unsafe = 'v10';

function hasKeychain(): boolean {
  if (!safeStorage.isEncryptionAvailable()) return false;
  return process.platform !== 'linux' || !safeStorage.encryptString('').toString('latin1').startsWith(unsafe);
}
