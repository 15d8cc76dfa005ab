import { constants, setPriority } from 'node:os';
import type { Emit } from '@shared/contract';
import { serve } from '@shared/rpc';
import { createEngine } from './engine';
import { type ElectronPort, wrapPort } from './rpc-port';

/** The utility process: serves the contract on every port that main hands over (the window's and its own). */

// While both want a core, the window gets it.
setPriority(constants.priority.PRIORITY_BELOW_NORMAL);

const parent = (process as unknown as { parentPort: ElectronPort }).parentPort;
const emitters = new Set<Emit>();
const engine = createEngine((name, data) => emitters.forEach((emit) => emit(name, data)));

parent.on('message', ({ ports: [port] }) => {
  if (!port) return;
  const emit = serve(wrapPort(port), engine.handlers);
  emitters.add(emit);
  port.on('close', () => emitters.delete(emit));
  port.start();
});

let closing: Promise<void> | undefined;
// Asked twice, as where the window and the desktop both end the studio, it still waits for the project to be closed.
process.on('SIGTERM', () => (closing ??= engine.close().finally(() => process.exit(0))));
