import { enginePortMessage } from '@shared/bridge';
import type { Args, CallName, EventData, EventName, Result } from '@shared/contract';
import { StudioError } from '@shared/errors';
import { Client, type Port } from '@shared/rpc';
import { Deferred } from './deferred';
import { useEngine } from './engine-store';

/** The way to the engine. It outlives the engine: after a restart, calls and listeners go to the new one. */

type Greeting = (client: Client, restarted: boolean) => Promise<void>;

let client: Client | null = null;
let ready = new Deferred<Client>();
let greet: Greeting = async () => {};
const subscriptions: ((client: Client) => void)[] = [];

/** Waits for an engine and calls it. Rejects with a StudioError. */
export async function call<K extends CallName>(name: K, args: Args<K>): Promise<Result<K>> {
  return (await ready.promise).call(name, args);
}

/** Listens to an event of this engine and of those that replace it. */
export function on<K extends EventName>(name: K, listener: (data: EventData<K>) => void): void {
  const subscribe = (to: Client) => void to.on(name, listener);
  subscriptions.push(subscribe);
  if (client) subscribe(client);
}

/** What is said to an engine before anyone else may call it, such as which project is open. */
export function onConnect(greeting: Greeting): void {
  greet = greeting;
}

export function startConnection(): void {
  window.addEventListener('message', ({ data, ports, source }) => {
    if (source === window && data === enginePortMessage && ports[0]) void connect(ports[0]);
  });
  window.studio.onEngineState((state) => {
    if (state !== 'stopped' && state !== 'failed') return;
    abandon();
    if (state === 'failed') giveUp();
    useEngine.setState({ state });
  });
}

async function connect(port: MessagePort): Promise<void> {
  const restarted = useEngine.getState().state !== 'starting';
  abandon();
  const next = new Client(wrap(port));
  client = next;
  subscriptions.forEach((subscribe) => subscribe(next));
  await greet(next, restarted);
  if (client !== next) return;
  ready.resolve(next);
  useEngine.setState({ state: 'ready' });
}

/** Fails what the old engine still owed, and lets new calls wait for the next engine. */
function abandon(): void {
  client?.abandon();
  client = null;
  if (ready.settled) ready = new Deferred<Client>();
}

/** No engine comes any more: fails those who wait for one, and whoever calls from now on. */
function giveUp(): void {
  // Nobody may be waiting.
  ready.promise.catch(() => {});
  ready.reject(new StudioError('engine-failed', 'The engine could not be started.'));
}

function wrap(port: MessagePort): Port {
  return {
    send: (message) => port.postMessage(message),
    onMessage: (listener) => {
      port.onmessage = ({ data }) => listener(data);
    },
  };
}
