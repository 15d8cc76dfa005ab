import { once } from 'node:events';
import type { Server } from 'node:http';
import { type AddressInfo, isIPv6 } from 'node:net';
import type { Command } from 'commander';
import { hasCode, StudioError } from '@shared/errors';
import type { Context } from '../engine/context';
import { loadGallery } from '../engine/recognition/load-gallery';
import { recogniseImage, recogniseItems } from '../engine/recognition/recognise';
import { share, wholeNumber } from './numbers';
import { inProject, type OutputOptions } from './run-command';
import { createCounterServer } from './serve/server';

interface ServeCommandOptions extends OutputOptions {
  port: number;
  host?: string;
  token?: string;
  rate: number;
  threshold?: number;
}

const loopback = '127.0.0.1';
const shortestToken = 16;
const mostBytes = 10_000_000;

export function addServeCommand(program: Command): void {
  program
    .command('serve')
    .description('answer recognise requests over HTTP, and show a page for a counter with a camera')
    .argument('<DIR>', 'the project folder')
    .option('--port <N>', 'where to listen; 0: any that is free', wholeNumber(0), 8650)
    .option('--host <ADDRESS>', 'an address of this machine to be reached from the network; needs a token')
    .option(
      '--token <TOKEN>',
      `what callers must send, ${shortestToken} characters or more (or RAMUNE_TOKEN)`,
    )
    .option('--rate <N>', 'requests a second from one address', wholeNumber(1), 60)
    .option('--threshold <T>', 'accept from this score on', share)
    .option('--json', 'print one JSON object')
    .action((folder: string, options: ServeCommandOptions) => {
      const token = tokenOf(options);
      return inProject(
        folder,
        options,
        async ({ session }) => {
          const server = await startServing(session, { ...options, token });
          await untilInterrupted(server);
        },
        () => 'Stopped.',
      );
    });
}

/** Throws `bad-request` where the network could ask without one. */
function tokenOf({ host, token = process.env.RAMUNE_TOKEN }: ServeCommandOptions): string | null {
  if (token !== undefined && token.length < shortestToken)
    throw new StudioError('bad-request', `A token has ${shortestToken} characters or more.`);
  if (host !== undefined && host !== loopback && token === undefined)
    throw new StudioError('bad-request', 'Give a --token where the network is to reach the studio.');
  return token ?? null;
}

/** Loads the model and the gallery first, so that the first caller does not wait for them. */
async function startServing(
  context: Context,
  {
    host = loopback,
    port,
    token,
    rate,
    threshold,
    json,
  }: Omit<ServeCommandOptions, 'token'> & {
    token: string | null;
  },
): Promise<Server> {
  const { version } = await context.recogniser();
  await loadGallery(context.project(), version).catch(unlessEmpty);
  const server = createCounterServer({
    recognise: (image) => recogniseImage(context, image, threshold),
    recogniseItems: (image) => recogniseItems(context, image, threshold),
    token,
    perSecond: rate,
    mostBytes,
  });
  server.listen(port, host);
  await once(server, 'listening');
  const { port: taken } = server.address() as AddressInfo;
  const url = `http://${isIPv6(host) ? `[${host}]` : host}:${taken}/`;
  process.stdout.write(json ? `${JSON.stringify({ url })}\n` : `Answering at ${url} until Ctrl+C.\n`);
  return server;
}

/** Callers are told where no product is registered. */
function unlessEmpty(error: unknown): void {
  if (!hasCode(error, 'no-products')) throw error;
}

/** Ends when the program is asked to stop; who is being answered is answered first. */
async function untilInterrupted(server: Server): Promise<void> {
  const asked = new AbortController();
  await Promise.race(['SIGINT', 'SIGTERM'].map((signal) => once(process, signal, { signal: asked.signal })));
  asked.abort();
  const closed = once(server, 'close');
  server.close();
  server.closeIdleConnections();
  await closed;
}
