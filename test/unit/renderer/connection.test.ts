import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { enginePortMessage } from '@shared/bridge';
import type { EngineState } from '@shared/bridge';

const failed = { code: 'engine-failed' };
let tell: (state: EngineState) => void;
let hear: (event: object) => void;

beforeEach(() => {
  vi.resetModules();
  vi.stubGlobal('window', {
    addEventListener: (_type: string, listener: typeof hear) => (hear = listener),
    studio: { onEngineState: (listener: typeof tell) => (tell = listener) },
  });
});
afterEach(() => vi.unstubAllGlobals());

const connection = async () => {
  const opened = await import('../../../renderer/engine/connection');
  opened.startConnection();
  return opened;
};

it('fails calls that wait for an engine which cannot start, and later ones', async () => {
  const { call } = await connection();
  const waiting = call('project.current', {});
  tell('failed');
  await expect(waiting).rejects.toMatchObject(failed);
  await expect(call('project.current', {})).rejects.toMatchObject(failed);
});

it('lets calls wait while an engine is started again, and takes one that comes after all', async () => {
  const { call } = await connection();
  tell('failed');
  tell('stopped');
  const waiting = call('project.current', {});
  const { port1, port2 } = new MessageChannel();
  port2.onmessage = ({ data }) => port2.postMessage({ kind: 'result', id: data.id, result: null });
  hear({ source: window, data: enginePortMessage, ports: [port1] });
  await expect(waiting).resolves.toBeNull();
  port1.close();
});
