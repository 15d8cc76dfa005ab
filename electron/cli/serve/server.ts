import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { FoundItems, ImageAnswer } from '@shared/domain';
import { checkSite, checkToken } from './guard';
import { HttpError, sendJson, toHttpError } from './http-error';
import { Gate, RateLimit } from './limits';
import { type ItemsReply, openApi, type Reply } from './openapi';
import { pageFiles, sendPage } from './page';
import { readImage } from './read-image';

export interface ServeOptions {
  /** Says what a picture shows. */
  recognise(image: Uint8Array): Promise<ImageAnswer>;
  /** Says what each bottle, cup or bowl in a picture is. */
  recogniseItems(image: Uint8Array): Promise<FoundItems>;
  /** What callers must send; `null`: nothing. */
  token: string | null;
  /** Requests a second from one address. */
  perSecond: number;
  mostBytes: number;
}

/** Pictures looked at together: while one is in the network, the next is decoded. */
const together = 3;
/** So many more wait; at 40 a second the last of them waits a fifth of a second. */
const waiting = 8;

/** Answers recognise requests over HTTP. Whatever is sent, the answer is JSON or the page. */
export function createCounterServer(options: ServeOptions): Server {
  const gate = new Gate(together, waiting);
  const rate = new RateLimit(options.perSecond);
  const server = createServer({ requestTimeout: 15_000, headersTimeout: 5_000 }, (request, response) => {
    answer(request, response, options, gate, rate).catch((error: unknown) =>
      refuse(request, response, error),
    );
  });
  server.maxConnections = 128;
  server.maxRequestsPerSocket = 0;
  return server;
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  options: ServeOptions,
  gate: Gate,
  rate: RateLimit,
): Promise<void> {
  checkSite(request);
  const { token, mostBytes } = options;
  const path = (request.url ?? '/').split('?')[0];
  if (path === '/openapi.json')
    return allow(request, 'GET', () => sendJson(response, 200, openApi(mostBytes)));
  if (pageFiles.has(path)) return allow(request, 'GET', () => sendPage(response, path));
  const look = lookers(options).get(path);
  if (!look)
    throw new HttpError(
      404,
      'not-found',
      'There is /, /openapi.json, POST /recognise and POST /recognise/items.',
    );
  await allow(request, 'POST', async () => {
    checkToken(request, token);
    if (!rate.allows(request.socket.remoteAddress ?? ''))
      throw new HttpError(429, 'too-many', 'Too many requests; ask more slowly.', { 'retry-after': '1' });
    const image = await readImage(request, mostBytes);
    const reply = await gate.run(() => look(image));
    if (!reply) throw new HttpError(503, 'busy', 'Too many are waiting; ask again.', { 'retry-after': '1' });
    sendJson(response, 200, reply);
  });
}

/** What is asked of a picture, by path. */
const lookers = ({ recognise, recogniseItems }: ServeOptions) =>
  new Map<string, (image: Uint8Array) => Promise<Reply | ItemsReply>>([
    ['/recognise', async (image) => toReply(await recognise(image))],
    ['/recognise/items', async (image) => toItemsReply(await recogniseItems(image))],
  ]);

function allow<T>(request: IncomingMessage, method: string, work: () => T): T {
  if (request.method === method) return work();
  throw new HttpError(405, 'wrong-method', `Use ${method}.`, { allow: method });
}

/** Of a caller who is still sending, a second's worth is read and dropped, so that it gets to see the answer. */
function refuse(request: IncomingMessage, response: ServerResponse, error: unknown): void {
  const { status, code, message, headers } = toHttpError(error);
  if (response.headersSent) return void response.destroy();
  const unread = !request.complete;
  sendJson(
    response,
    status,
    { error: { code, message } },
    unread ? { ...headers, connection: 'close' } : headers,
  );
  if (!unread) return;
  request.resume();
  setTimeout(() => request.complete || request.destroy(), 1000).unref();
}

const toReply = (answer: ImageAnswer): Reply => ({
  ...toScores(answer),
  milliseconds: answer.milliseconds,
});

const toItemsReply = ({ items, ...size }: FoundItems): ItemsReply => ({
  ...size,
  items: items.map((item) => ({ ...toScores(item), box: item.box })),
});

function toScores({ product, score, threshold, candidates }: Omit<ImageAnswer, 'milliseconds'>) {
  const [first, second] = candidates.map(({ productId, name, score: own }) => ({
    id: productId,
    name,
    score: own,
  }));
  return {
    accepted: product !== null,
    product,
    score,
    threshold,
    nearest: first,
    runnerUp: second ?? null,
  };
}
