import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Emit } from '@shared/contract';
import type { SyncStatus } from '@shared/sync';
import { createEngine, type Engine } from '../../../electron/engine/engine';
import { insertProduct } from '../../../electron/engine/recognition/registry';
import { noPhotos, productPhotos } from '../../support/photos';
import { findPostgres, type PostgresServer } from '../../support/sync/postgres';
import type { Proxy } from '../../support/sync/proxy';
import { type Registry, startRegistry } from '../../support/sync/registry';

const bin = await findPostgres();
const job = 'sync';

describe.skipIf(!bin)('two studios that are open at once', () => {
  let registry: Registry;
  let server: PostgresServer;
  let proxy: Proxy;
  let root: string;
  let url: string;
  let a: Engine;
  let b: Engine;
  const said = new Map<Engine, string[]>();
  let databases = 0;

  beforeAll(async () => {
    registry = await startRegistry(bin!);
    ({ server, proxy } = registry);
  }, 60_000);
  afterAll(async () => {
    await registry?.remove();
  });
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'ramune-live-'));
    await server.createDatabase(`live_${++databases}`);
    url = server.url(`live_${databases}`, proxy.port);
    [a, b] = [await open('A'), await open('B')];
  });
  afterEach(async () => {
    await a.close();
    await b.close();
    await rm(root, { recursive: true, force: true });
  });

  const folderOf = (name: string) => join(root, name);
  async function open(name: string): Promise<Engine> {
    const names: string[] = [];
    const engine = createEngine(((event) => void names.push(event)) as Emit);
    said.set(engine, names);
    await engine.handlers['project.create']({ folder: folderOf(name) });
    await engine.handlers['sync.setShop']({ name: `Shop ${name}` });
    return engine;
  }
  const connect = async () => {
    await a.handlers['sync.connect']({ folder: folderOf('A'), url });
    await b.handlers['sync.connect']({ folder: folderOf('B'), url });
    await Promise.all([a, b].map((engine) => comes(engine, { state: 'synced' })));
  };
  const comes = (engine: Engine, wanted: Partial<SyncStatus>) =>
    until(async () => {
      const status = await engine.handlers['sync.status']({});
      return Object.entries(wanted).every(([key, value]) => status[key as keyof SyncStatus] === value);
    });
  const add = async (engine: Engine, name: string) => {
    const id = await insertProduct(engine.session.project().db, { name });
    engine.session.emit('project.changed', { what: 'registry' });
    return id;
  };
  const products = (engine: Engine) => engine.handlers['registry.list']({});
  const named = async (engine: Engine, name: string) =>
    (await products(engine)).find((one) => one.name === name);

  it('show each other’s products at once', async () => {
    await connect();
    const id = await add(a, 'Cola');
    const started = Date.now();
    await until(async () => (await named(b, 'Cola')) !== undefined);
    expect(Date.now() - started).toBeLessThan(10_000);
    await until(async () => said.get(b)!.includes('project.changed'));
    await a.handlers['products.edit']({ changes: [{ id, fields: { price: 120 } }] });
    await until(async () => (await named(b, 'Cola'))?.price === 120);
  });

  it('work on while the line is cut, and send what waited when it is back', async () => {
    await connect();
    const id = await add(a, 'Cola');
    await until(async () => (await named(b, 'Cola')) !== undefined);
    proxy.setUp(false);
    await comes(a, { state: 'offline' });
    expect((await a.handlers['sync.status']({})).error?.code).toBe('registry-unreachable');
    await a.handlers['products.edit']({ changes: [{ id, fields: { price: 120 } }] });
    await add(b, 'Tea');
    expect(await a.handlers['sync.status']({})).toMatchObject({ waiting: 1, server: url.replace(/.*@/, '') });
    proxy.setUp(true);
    for (const engine of [a, b]) await engine.handlers['sync.now']({});
    await until(async () => (await named(b, 'Cola'))?.price === 120 && (await named(a, 'Tea')) !== undefined);
    await comes(a, { state: 'synced', waiting: 0, error: null });
  });

  it('list a conflict in both, which is decided in one', async () => {
    await connect();
    const inA = await add(a, 'Cola');
    await until(async () => (await named(b, 'Cola')) !== undefined);
    const inB = (await named(b, 'Cola'))!.id;
    for (const engine of [a, b]) await engine.handlers['sync.disconnect']({});
    expect(await a.handlers['sync.status']({})).toMatchObject({ state: 'off', server: '' });
    await a.handlers['products.edit']({ changes: [{ id: inA, fields: { volumeMl: 350, tags: ['x'] } }] });
    await b.handlers['products.edit']({ changes: [{ id: inB, fields: { volumeMl: 500, tags: ['y'] } }] });
    await connect();
    for (const engine of [a, b]) await comes(engine, { conflicts: 2 });
    const conflicts = await b.handlers['sync.conflicts']({});
    const sides = conflicts.map(({ field, stands, kept }) => [field, [stands, kept]]);
    const volume = conflicts.find(({ field }) => field === 'volumeMl')!;
    expect(Object.fromEntries(sides)).toMatchObject(
      volume.mine
        ? { volumeMl: [350, 500], tags: [['x'], ['y']] }
        : { volumeMl: [500, 350], tags: [['y'], ['x']] },
    );
    expect(volume).toMatchObject({
      product: 'Cola',
      photoId: null,
      author: volume.mine ? 'Shop B' : 'Shop A',
    });
    for (const { id, field } of conflicts)
      await b.handlers['sync.resolve']({ id, take: field === 'volumeMl' });
    for (const engine of [a, b]) await comes(engine, { conflicts: 0 });
    for (const engine of [a, b])
      expect(await named(engine, 'Cola')).toMatchObject({
        volumeMl: volume.kept,
        tags: volume.mine ? ['x'] : ['y'],
      });
    await expect(b.handlers['sync.resolve']({ id: volume.id, take: true })).rejects.toMatchObject({
      code: 'not-found',
    });
    const history = await a.handlers['sync.history']({ productId: inA });
    expect(history.map(({ what }) => what)).toEqual(
      expect.arrayContaining(['added', 'edited', 'kept', 'decided']),
    );
    expect(history.at(-1)).toMatchObject({ what: 'added', author: 'Shop A', waiting: false });
    expect(history.at(-1)!.fields).toContainEqual({ field: 'name', value: 'Cola' });
  });

  it('are not held up by a server that is killed and comes back, nor by closing meanwhile', async () => {
    await connect();
    await server.kill();
    await comes(a, { state: 'offline' });
    await add(a, 'Cola');
    await b.handlers['project.close']({});
    await server.resume();
    await comes(a, { state: 'synced', waiting: 0 });
    await b.handlers['project.open']({ folder: folderOf('B') });
    expect(await b.handlers['sync.status']({})).toMatchObject({ state: 'off' });
    await expect(b.handlers['sync.connect']({ folder: folderOf('A'), url })).rejects.toMatchObject({
      code: 'bad-request',
    });
    expect(await b.handlers['sync.once']({ url, job })).toMatchObject({ received: 1, conflicts: 0 });
  }, 60_000);

  it('wait longer each time where the registry cannot be read', async () => {
    await connect();
    await b.handlers['sync.disconnect']({});
    await add(a, 'Cola');
    await comes(a, { state: 'synced', waiting: 0 });
    await server.query(`UPDATE ramune.changes SET fields = '{"colour": "red"}'`, `live_${databases}`);
    await b.handlers['sync.connect']({ folder: folderOf('B'), url });
    await comes(b, { state: 'offline' });
    expect((await b.handlers['sync.status']({})).error?.code).toBe('registry-newer');
    const before = said.get(b)!.length;
    await sleep(3000);
    // Once after a second, once more after two; each says that it begins and that it failed.
    expect(said.get(b)!.length - before).toBeLessThanOrEqual(4);
  });

  it.skipIf(noPhotos())(
    'recognise what was registered in the other shop',
    async () => {
      await connect();
      for (const [name, paths] of [...(await productPhotos())].slice(0, 3))
        await a.handlers['registry.register']({ name, photos: paths.slice(0, 4).map((path) => ({ path })) });
      const [[name, paths]] = await productPhotos();
      const db = b.session.project().db;
      const described = () => db.selectFrom('product_descriptors').select('id').execute();
      await until(async () => (await described()).length === 12);
      const [answer] = await b.handlers['recognise.photos']({ photos: [{ path: paths[0] }] });
      expect(answer.product).toMatchObject({ name });
      expect(answer.score).toBeGreaterThan(0.99);
      const { photoId } = answer.candidates[0];
      await b.handlers['photos.thumbnail']({ id: photoId, width: 64 });
    },
    120_000,
  );

  it('verify a server’s certificate, and say what they are connected to', async () => {
    expect(await a.handlers['sync.test']({ url })).toMatchObject({ encrypted: false, products: 0 });
    const certificate = await server.offerTls();
    const own = `${url}?sslrootcert=${encodeURIComponent(certificate)}`;
    expect(await a.handlers['sync.test']({ url: `${own}&sslmode=verify-full` })).toMatchObject({
      encrypted: true,
    });
    expect(await a.handlers['sync.test']({ url: `${url}?sslmode=require` })).toMatchObject({
      encrypted: true,
    });
    const failing = (other: string) => expect(a.handlers['sync.test']({ url: other })).rejects;
    await failing(`${url}?sslmode=verify-full`).toMatchObject({ code: 'registry-tls' });
    const elsewhere = own.replace('127.0.0.1', 'localhost');
    await failing(`${elsewhere}&sslmode=verify-full`).toMatchObject({ code: 'registry-tls' });
    expect(await a.handlers['sync.test']({ url: `${elsewhere}&sslmode=verify-ca` })).toMatchObject({
      encrypted: true,
    });
    await failing(url.replace(/ramune:.*@/, 'ramune:wrong@')).toMatchObject({ code: 'registry-refused' });
  }, 60_000);
});

async function until(met: () => Promise<boolean>): Promise<void> {
  const started = Date.now();
  while (!(await met())) {
    if (Date.now() - started > 60_000) throw new Error('It does not come.');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
