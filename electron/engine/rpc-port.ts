import type { Port } from '@shared/rpc';

/** Electron's utility-process port, as far as we use it (no import of Electron: the engine runs without it). */
export interface ElectronPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { data: unknown; ports: ElectronPort[] }) => void): void;
  on(event: 'close', listener: () => void): void;
  start(): void;
}

export function wrapPort(port: ElectronPort): Port {
  return {
    send: (message) => port.postMessage(message),
    onMessage: (listener) => port.on('message', (event) => listener(event.data)),
  };
}
