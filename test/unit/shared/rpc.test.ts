import { MessageChannel, type MessagePort } from 'node:worker_threads';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CallName, Emit, Handlers } from '../../../shared/contract';
import { type ErrorCode, errorCodes, StudioError } from '../../../shared/errors';
import { Client, type Port, serve, toFailure } from '../../../shared/rpc';

const wrap = (port: MessagePort): Port => ({
  send: (message) => port.postMessage(message),
  onMessage: (listener) => port.on('message', listener),
});

const brown = { id: 3, name: 'Cola', kind: 'product' as const, color: '#123456', count: 2 };

describe('calls and events over a message port', () => {
  let channel: MessageChannel;
  let client: Client;
  let emit: Emit;
  /** Arguments that reached a handler, by call. */
  let arrived: [CallName, unknown][];
  let handlers: Partial<Handlers>;

  beforeEach(() => {
    channel = new MessageChannel();
    arrived = [];
    handlers = {};
    const recording = new Proxy({} as Handlers, {
      get: (_, name: CallName) => async (args: never) => {
        arrived.push([name, args]);
        return handlers[name]?.(args);
      },
    });
    emit = serve(wrap(channel.port1), recording);
    client = new Client(wrap(channel.port2));
  });
  afterEach(() => channel.port1.close());

  const isAlive = async () => {
    handlers['classes.list'] = async () => [brown];
    expect(await client.call('classes.list', {})).toEqual([brown]);
  };

  it('brings arguments over and the result back, each call its own', async () => {
    handlers['classes.create'] = async ({ name }) => {
      await new Promise((resolve) => setTimeout(resolve, name === 'slow' ? 30 : 0));
      return { ...brown, name, edit: 1 };
    };
    const [slow, fast] = await Promise.all([
      client.call('classes.create', { name: 'slow' }),
      client.call('classes.create', { name: 'fast', kind: 'unknown' }),
    ]);
    expect([slow.name, fast.name]).toEqual(['slow', 'fast']);
    expect(arrived[1]).toEqual(['classes.create', { name: 'fast', kind: 'unknown' }]);
  });

  it('refuses wrong arguments before a handler sees them', async () => {
    const wrong = [{}, { name: '' }, { name: 4 }, { name: 'a', kind: 'animal' }, [], 'name'];
    for (const args of wrong)
      await expect(client.call('classes.create', args as never)).rejects.toMatchObject({
        name: 'StudioError',
        code: 'bad-request',
      });
    await expect(
      client.call('photos.thumbnail', { id: '../../etc/passwd', width: 64 }),
    ).rejects.toMatchObject({ code: 'bad-request' });
    expect(arrived).toEqual([]);
  });

  it('refuses a result that breaks the contract', async () => {
    handlers['classes.list'] = async () => [{ ...brown, color: null }] as never;
    await expect(client.call('classes.list', {})).rejects.toMatchObject({ code: 'internal' });
  });

  it('refuses calls that do not exist, those of every object included', async () => {
    for (const name of ['photos.burn', '__proto__', 'constructor', 'toString', ''])
      await expect(client.call(name as CallName, {} as never)).rejects.toMatchObject({ code: 'bad-request' });
    expect(arrived).toEqual([]);
  });

  it('brings every error code over with its message and detail', async () => {
    for (const code of errorCodes) {
      handlers['project.close'] = async () => {
        throw new StudioError(code, `message of ${code}`, 'detail');
      };
      await expect(client.call('project.close', {})).rejects.toEqual(
        new StudioError(code, `message of ${code}`, 'detail'),
      );
    }
  });

  it('names the disk and permission errors of the system and of the database', () => {
    const codes: [string, ErrorCode][] = [
      ['ENOSPC', 'disk-full'],
      ['EROFS', 'read-only'],
      ['EACCES', 'read-only'],
      ['SQLITE_FULL', 'disk-full'],
      ['SQLITE_READONLY', 'read-only'],
      ['ENOENT', 'internal'],
      ['constructor', 'internal'],
    ];
    for (const [code, expected] of codes)
      expect(toFailure(Object.assign(new Error('x'), { code })).code, code).toBe(expected);
  });

  it('answers with an error when the result cannot be sent', async () => {
    handlers['project.close'] = async () => ({ run: () => 1 }) as never;
    await expect(client.call('project.close', {})).rejects.toMatchObject({ code: 'internal' });
    await isAlive();
  });

  it('sends events to those who listen, until they stop, and drops malformed ones', async () => {
    const seen: number[] = [];
    const stop = client.on('job.progress', ({ done }) => seen.push(done));
    const progress = (done: number) => emit('job.progress', { job: 'a', done, total: 3, item: '' });
    progress(1);
    emit('job.progress', { job: 'a', done: 'many' } as never);
    emit('toString' as never, {} as never);
    progress(2);
    await isAlive(); // whatever was sent before has arrived
    stop();
    progress(3);
    await isAlive();
    expect(seen).toEqual([1, 2]);
  });

  it('fails the calls in flight when the engine is gone', async () => {
    handlers['project.close'] = () => new Promise(() => {});
    const calls = [client.call('project.close', {}), client.call('project.close', {})];
    client.abandon();
    for (const call of calls) await expect(call).rejects.toMatchObject({ code: 'engine-gone' });
  });

  it('survives whatever arrives, on both ends', async () => {
    const cloneable = fc.anything({ withDate: true, withMap: true, withSet: true, withTypedArray: true });
    const almost = fc.record(
      {
        kind: fc.constantFrom('call', 'result', 'error', 'event', 'other'),
        // Not the id of a call in flight: that would be its answer.
        id: fc.oneof(fc.integer({ max: -1 }), fc.double({ max: -0.5 }), fc.string()),
        name: fc.oneof(
          fc.string(),
          fc.constantFrom('photos.list', 'photos.label', 'job.progress', '__proto__'),
        ),
        args: cloneable,
        result: cloneable,
        error: cloneable,
        data: cloneable,
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(fc.oneof(cloneable, almost), fc.boolean(), async (message, toEngine) => {
        (toEngine ? channel.port2 : channel.port1).postMessage(message);
      }),
      { numRuns: 500 },
    );
    await isAlive();
  });

  it('turns anything thrown into something that can be sent', () => {
    fc.assert(
      fc.property(fc.anything({ withNullPrototype: true }), fc.anything(), (thrown, code) => {
        for (const error of [thrown, Object.assign(new Error('x'), { code })]) {
          const failure = structuredClone(toFailure(error));
          expect(errorCodes).toContain(failure.code);
        }
      }),
    );
  });
});
