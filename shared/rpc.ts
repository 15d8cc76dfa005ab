import { z } from 'zod';
import {
  type Args,
  type CallName,
  calls,
  type Emit,
  type EventData,
  type EventName,
  events,
  type Handlers,
  type Result,
} from './contract';
import { type ErrorCode, errorCodes, StudioError } from './errors';

/** Calls and events over a message port. Everything that arrives is `unknown` until it has been parsed. */

/** The part of a MessagePort (the browser's or Electron's) that we use. */
export interface Port {
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
}

const Failure = z.object({ code: z.enum(errorCodes), message: z.string(), detail: z.string() });
const Request = z.object({ kind: z.literal('call'), id: z.number(), name: z.string(), args: z.unknown() });
const Reply = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('result'), id: z.number(), result: z.unknown() }),
  z.object({ kind: z.literal('error'), id: z.number(), error: Failure }),
  z.object({ kind: z.literal('event'), name: z.string(), data: z.unknown() }),
]);

const isCall = (name: string): name is CallName => Object.hasOwn(calls, name);
const isEvent = (name: string): name is EventName => Object.hasOwn(events, name);

/** Error codes of the system and of SQLite that a person can do something about. */
const knownCodes = new Map<unknown, ErrorCode>([
  ['ENOSPC', 'disk-full'],
  ['EDQUOT', 'disk-full'],
  ['SQLITE_FULL', 'disk-full'],
  ['EROFS', 'read-only'],
  ['EACCES', 'read-only'],
  ['EPERM', 'read-only'],
  ['SQLITE_READONLY', 'read-only'],
  ['EIO', 'drive-gone'],
  ['ENODEV', 'drive-gone'],
  ['ENXIO', 'drive-gone'],
  ['ESTALE', 'drive-gone'],
  ['SQLITE_IOERR', 'drive-gone'],
  ['SQLITE_BUSY', 'locked'],
  ['SQLITE_LOCKED', 'locked'],
  ['SQLITE_CORRUPT', 'project-damaged'],
  ['SQLITE_NOTADB', 'project-damaged'],
  // A path that cannot be.
  ['ENAMETOOLONG', 'bad-request'],
  ['EISDIR', 'bad-request'],
  ['ENOTDIR', 'bad-request'],
  ['ERR_INVALID_ARG_VALUE', 'bad-request'],
]);

/** What an error of the system or of SQLite is called; SQLite's codes come with details after the second word. */
export function codeOf(error: unknown): ErrorCode {
  if (error instanceof StudioError) return error.code;
  const code = (error as { code?: unknown } | null)?.code;
  const plain = typeof code === 'string' ? code.replace(/^(SQLITE_[A-Z]+)_.*/, '$1') : code;
  return knownCodes.get(plain) ?? 'internal';
}

/** Turns anything thrown into what crosses the port. */
export function toFailure(error: unknown): z.infer<typeof Failure> {
  if (error instanceof StudioError) return { code: error.code, message: error.message, detail: error.detail };
  if (!(error instanceof Error))
    return { code: 'internal', message: typeof error === 'string' ? error : 'Unknown error', detail: '' };
  return { code: codeOf(error), message: error.message, detail: error.stack ?? '' };
}

/** The engine's end: answers calls that arrive on `port`; returns the function that sends events over it. */
export function serve(port: Port, handlers: Handlers): Emit {
  port.onMessage(async (message) => {
    const request = Request.safeParse(message);
    if (!request.success) return;
    const { id, name, args } = request.data;
    try {
      if (!isCall(name)) throw new StudioError('bad-request', `There is no call named ${name}.`);
      port.send({ kind: 'result', id, result: await answer(name, args, handlers) });
    } catch (error) {
      port.send({ kind: 'error', id, error: toFailure(error) });
    }
  });
  return (name, data) => port.send({ kind: 'event', name, data });
}

async function answer(name: CallName, args: unknown, handlers: Handlers): Promise<unknown> {
  const parsed = calls[name].args.safeParse(args ?? {});
  if (!parsed.success) throw new StudioError('bad-request', `${name}: ${z.prettifyError(parsed.error)}`);
  const result = await (handlers[name] as (a: unknown) => Promise<unknown>)(parsed.data);
  const schema: z.ZodType = calls[name].result;
  return schema instanceof z.ZodCodec ? z.encode(schema, result) : result;
}

/** The caller's end. */
export class Client {
  private next = 1;
  private readonly waiting = new Map<
    number,
    { name: CallName; resolve(value: unknown): void; reject(error: Error): void }
  >();
  private readonly listeners = new Map<EventName, Set<(data: never) => void>>();

  constructor(private readonly port: Port) {
    port.onMessage((message) => this.receive(message));
  }

  /** Calls the engine. Rejects with a StudioError. */
  call<K extends CallName>(name: K, args: Args<K>): Promise<Result<K>> {
    const id = this.next++;
    return new Promise<Result<K>>((resolve, reject) => {
      this.waiting.set(id, { name, resolve: resolve as (value: unknown) => void, reject });
      this.port.send({ kind: 'call', id, name, args });
    });
  }

  /** Listens to an event; returns the function that stops listening. */
  on<K extends EventName>(name: K, listener: (data: EventData<K>) => void): () => void {
    const set = this.listeners.get(name) ?? new Set();
    this.listeners.set(name, set.add(listener as (data: never) => void));
    return () => set.delete(listener as (data: never) => void);
  }

  /** The other end is gone: every call in flight fails with `engine-gone`. */
  abandon(): void {
    for (const { reject } of this.waiting.values())
      reject(new StudioError('engine-gone', 'The engine stopped.'));
    this.waiting.clear();
  }

  private receive(message: unknown): void {
    const reply = Reply.safeParse(message);
    if (!reply.success) return;
    if (reply.data.kind === 'event') return this.dispatch(reply.data.name, reply.data.data);
    const caller = this.waiting.get(reply.data.id);
    if (!caller) return;
    this.waiting.delete(reply.data.id);
    if (reply.data.kind === 'error') {
      const { code, message: text, detail } = reply.data.error;
      return caller.reject(new StudioError(code, text, detail));
    }
    const parsed = calls[caller.name].result.safeParse(reply.data.result);
    if (parsed.success) caller.resolve(parsed.data);
    else
      caller.reject(new StudioError('internal', `${caller.name} answered: ${z.prettifyError(parsed.error)}`));
  }

  private dispatch(name: string, data: unknown): void {
    if (!isEvent(name)) return;
    const parsed = events[name].safeParse(data);
    if (!parsed.success) return;
    for (const listener of this.listeners.get(name) ?? []) listener(parsed.data as never);
  }
}
