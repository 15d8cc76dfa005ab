import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createEngine } from '../../../electron/engine/engine';

describe('a connection that is asked for while another one is being let go', () => {
  it('is never made for a project that was opened meanwhile', async () => {
    const root = await mkdtemp(join(tmpdir(), 'ramune-connect-'));
    // It takes calls and never answers.
    const server = createServer(() => {});
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `postgresql://user@127.0.0.1:${(server.address() as AddressInfo).port}/shop`;
    const { handlers, close } = createEngine(() => {});
    try {
      const folder = join(root, 'one');
      await handlers['project.create']({ folder });
      await handlers['sync.connect']({ folder, url });
      const again = handlers['sync.connect']({ folder, url }).catch(() => {});
      await handlers['project.create']({ folder: join(root, 'other') });
      await again;
      expect((await handlers['sync.status']({})).state).toBe('off');
    } finally {
      await close();
      server.close();
      await rm(root, { recursive: true, force: true });
    }
  });
});
