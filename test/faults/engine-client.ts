import type { Page } from 'playwright-core';
import type { Handlers } from '@shared/contract';
import { Client, type Port } from '@shared/rpc';

/** So that our calls' numbers are none of the window's own. */
const offset = 1_000_000;

interface Message {
  id?: number;
}

declare global {
  interface Window {
    enginePort?: MessagePort;
    fromEngine?(message: Message): void;
  }
}

/** The engine of a studio's window, over the port that the window itself uses. Call it before a project is opened. */
export async function engineClient(page: Page): Promise<Client> {
  let hear: (message: unknown) => void = () => {};
  await page.exposeFunction('fromEngine', ({ id, ...message }: Message) =>
    hear(id === undefined ? message : { ...message, id: id - offset }),
  );
  await page.evaluate(tapPort);
  const port: Port = {
    send: (message) => {
      const sent = { ...(message as { id: number }), id: (message as { id: number }).id + offset };
      // A studio that has just been killed takes none.
      page.evaluate((own) => window.enginePort?.postMessage(own), sent).catch(() => {});
    },
    onMessage: (listener) => {
      hear = listener;
    },
  };
  return new Client(port);
}

/** Runs in the page: the first port that something is sent over is the engine's, and what comes over it comes here too. */
function tapPort(): void {
  const post = MessagePort.prototype.postMessage;
  MessagePort.prototype.postMessage = function (this: MessagePort, message: unknown) {
    MessagePort.prototype.postMessage = post;
    window.enginePort = this;
    this.addEventListener('message', ({ data }) => window.fromEngine?.(data));
    post.call(this, message);
  };
}

/** The client's calls in the form of the engine's own handlers. */
export const handlersOver = (client: Client): Handlers =>
  new Proxy({} as Handlers, {
    get: (_, name) => (args: never) => client.call(name as keyof Handlers, args),
  });
