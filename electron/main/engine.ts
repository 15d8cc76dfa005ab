import { join } from 'node:path';
import {
  app,
  MessageChannelMain,
  type MessagePortMain,
  type UtilityProcess,
  utilityProcess,
  type WebContents,
} from 'electron';
import type { EngineState } from '@shared/bridge';
import { Client } from '@shared/rpc';
import { enginePortChannel, engineStateChannel } from '../preload/channels';
import { Backoff } from './backoff';
import type { Log } from './log';

const stopTimeout = 3000; // milliseconds

/**
 * Starts the engine in a utility process, starts it again when it dies, and brokers ports to it: one to the
 * window, over which all the work goes, and one that main keeps for the photo protocol.
 */
export class EngineProcess {
  private child: UtilityProcess | null = null;
  private readonly backoff = new Backoff();
  private window: WebContents | null = null;
  private own: Client | null = null;
  private waiting: ((client: Client) => void)[] = [];
  private stopping = false;

  constructor(private readonly log: Log) {
    this.start('ready');
  }

  /** Main's own client; waits for the engine while it is being restarted. */
  client(): Promise<Client> {
    if (this.own) return Promise.resolve(this.own);
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  /** From now on the engine's ports and state go to this window. An engine given up on gets a new chance. */
  attach(window: WebContents): void {
    this.window = window;
    if (this.own) this.handOver('ready');
    else if (!this.child && this.backoff.exhausted) {
      this.backoff.reset();
      this.start('restarted');
    }
  }

  /** Asks the engine to close what it has open; kills it when it takes too long. */
  async stop(): Promise<void> {
    this.stopping = true;
    const { child } = this;
    if (!child) return;
    await new Promise<void>((resolve) => {
      child.once('exit', () => resolve());
      setTimeout(resolve, stopTimeout);
      child.kill();
    });
  }

  /** Starts the engine again after all. */
  resume(): void {
    this.stopping = false;
    if (!this.child) this.start('restarted');
  }

  private start(state: EngineState): void {
    const child = utilityProcess.fork(join(__dirname, 'engine.cjs'), [], {
      serviceName: 'Ramune Studio engine',
      stdio: 'pipe',
      env: { ...process.env, ...tensorFlowPlaces() },
    });
    for (const name of ['stdout', 'stderr'] as const)
      child[name]?.on('data', (data) => {
        process[name].write(data as Buffer);
        this.log.write('engine', String(data));
      });
    this.child = child;
    child.once('spawn', () => {
      this.backoff.started();
      this.own = new Client(wrap(this.openPort(child)));
      this.waiting.splice(0).forEach((resolve) => resolve(this.own as Client));
      this.handOver(state);
    });
    child.once('exit', (code) => {
      if (!this.stopping) this.log.write('studio', `The engine ended (${code}).`);
      this.died();
    });
  }

  private died(): void {
    this.child = null;
    this.own?.abandon();
    this.own = null;
    if (this.stopping) return;
    const delay = this.backoff.next();
    this.tell(delay === null ? 'failed' : 'stopped');
    // It may have been stopped meanwhile, or started after that.
    if (delay !== null) setTimeout(() => this.stopping || this.child || this.start('restarted'), delay);
  }

  private handOver(state: EngineState): void {
    if (!this.child || !this.window || this.window.isDestroyed()) return;
    this.window.postMessage(enginePortChannel, null, [this.openPort(this.child)]);
    this.tell(state);
  }

  /** The near end of a new channel whose far end the engine has been given. */
  private openPort(child: UtilityProcess): MessagePortMain {
    const { port1, port2 } = new MessageChannelMain();
    child.postMessage(null, [port1]);
    return port2;
  }

  private tell(state: EngineState): void {
    if (this.window && !this.window.isDestroyed()) this.window.send(engineStateChannel, state);
  }
}

/** Where a TensorFlow that the user fetches is kept, and what the studio was told of it when it was packaged. */
const tensorFlowPlaces = () => ({
  RAMUNE_TENSORFLOW: join(app.getPath('userData'), 'tensorflow'),
  RAMUNE_TENSORFLOW_OFFER: join(process.resourcesPath, 'tensorflow.json'),
});

function wrap(port: MessagePortMain) {
  port.start();
  return {
    send: (message: unknown) => port.postMessage(message),
    onMessage: (listener: (message: unknown) => void) => port.on('message', ({ data }) => listener(data)),
  };
}
