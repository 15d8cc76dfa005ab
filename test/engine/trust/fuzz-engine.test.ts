import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import fc from 'fast-check';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEngine, type Engine } from '../../../electron/engine/engine';
import { type CallName, calls } from '../../../shared/contract';
import { StudioError } from '../../../shared/errors';
import { Client, type Port, serve } from '../../../shared/rpc';

const wrap = (port: MessagePort): Port => ({
  send: (message) => port.postMessage(message),
  onMessage: (listener) => port.on('message', listener),
});

/** These fetch, draw or train for long once they are understood; malformed calls of them are in the rpc test. */
const slow: CallName[] = ['backbone.fetch', 'project.sample', 'train.start'];

/** The whole engine with a project, given what no studio would send. */
describe('the engine', () => {
  let root: string;
  let engine: Engine;
  let channel: MessageChannel;
  let client: Client;
  const home = process.cwd();

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'ramune-fuzz-'));
    process.chdir(root); // relative paths, which come up, stay in here
    engine = createEngine(() => {});
    channel = new MessageChannel();
    serve(wrap(channel.port1), engine.handlers);
    client = new Client(wrap(channel.port2));
    await client.call('project.create', { folder: join(root, 'project') });
  });
  afterAll(async () => {
    channel.port1.close();
    await engine.close();
    process.chdir(home);
    await rm(root, { recursive: true, force: true });
  });

  /** Without what leads out of the folder the test runs in. */
  const tame = (text: string) => text.replace(/[/\\.~]/g, '_');
  const wild = fc.oneof(
    fc.string({ unit: 'binary' }).map(tame),
    fc.constantFrom(
      '',
      ' ',
      '\0',
      'a\0b',
      '__proto__',
      '%00',
      "'; DROP TABLE photos; --",
      '<b>',
      'x'.repeat(300),
    ),
    fc.constantFrom('0'.repeat(64), 'f'.repeat(64), '-1', 'NaN'),
    fc.constantFrom(0, -1, 1.5, 2 ** 53, -(2 ** 63), NaN, Infinity, 1e308, 300, true, null, undefined),
    fc.uint8Array({ maxLength: 40 }),
  );
  /** Something of nearly the shape that `type` asks for. */
  const like = (type: unknown): fc.Arbitrary<unknown> => {
    const { def } = (type as { _zod: { def: { type: string } & Record<string, never> } })._zod;
    switch (def.type) {
      case 'object':
        return fc.record(
          Object.fromEntries(Object.entries(def.shape).map(([key, inner]) => [key, maybe(inner)])),
        );
      case 'array':
        return fc.array(maybe(def.element), { maxLength: 3 });
      case 'optional':
      case 'nullable':
      case 'default':
        return maybe(def.innerType);
      case 'union':
        return fc.oneof(...(def.options as unknown[]).map(like));
      case 'enum':
        return fc.constantFrom(...Object.values(def.entries));
      case 'number':
        return fc.constantFrom(0, 1, 2, 16, 64, 0.5, -1, 2 ** 31, 1e9);
      case 'boolean':
        return fc.boolean();
      default:
        return wild;
    }
  };
  const maybe = (type: unknown): fc.Arbitrary<unknown> =>
    fc.oneof({ weight: 6, arbitrary: like(type) }, { weight: 1, arbitrary: wild });

  const isAlive = async () => {
    await client.call('project.open', { folder: join(root, 'project') });
    expect(await client.call('photos.list', {})).toEqual([]);
  };

  const names = (Object.keys(calls) as CallName[]).filter((name) => !slow.includes(name));
  it.each(names)('answers %s, whatever it is given, and never with a failure of its own', async (name) => {
    await fc.assert(
      fc.asyncProperty(maybe(calls[name].args), async (args) => {
        const failure = await client.call(name, args as never).then(
          () => null,
          (error: unknown) => error as StudioError,
        );
        if (failure) expect(failure).toBeInstanceOf(StudioError);
        expect(failure?.code, `${failure?.message}\n${failure?.detail}`).not.toBe('internal');
      }),
      { numRuns: 40, seed: 7 },
    );
    await isAlive();
  });

  it('and still works', async () => {
    const photo = await sharp({ create: { width: 32, height: 32, channels: 3, background: '#a52' } })
      .png()
      .toBuffer();
    const { photoId } = await client.call('recognise.keep', { image: new Uint8Array(photo) });
    await client.call('registry.register', { name: 'Cola', photos: [{ photoId }] });
    expect(await client.call('registry.list', {})).toHaveLength(1);
  });
});
