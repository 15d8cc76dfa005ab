import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ProductFields } from '@shared/product';
import { Random } from '@shared/random';
import { RegistryServer } from '../../../electron/engine/sync/server/registry-server';
import { synchronise } from '../../../electron/engine/sync/synchronise';
import { Branch } from '../../support/sync/branch';
import { findPostgres, type PostgresServer } from '../../support/sync/postgres';
import type { Proxy } from '../../support/sync/proxy';
import { type Registry, startRegistry } from '../../support/sync/registry';

const bin = await findPostgres();

describe.skipIf(!bin)('studios that share a PostgreSQL registry', () => {
  let registry: Registry;
  let server: PostgresServer;
  let proxy: Proxy;
  let url: string;
  let a: Branch;
  let b: Branch;
  let databases = 0;

  beforeAll(async () => {
    registry = await startRegistry(bin!);
    ({ server, proxy } = registry);
  }, 60_000);
  afterAll(async () => {
    await registry?.remove();
  });
  beforeEach(async () => {
    url = await server.createDatabase(`registry_${++databases}`);
    [a, b] = [await Branch.open('Shibuya'), await Branch.open('Ueno')];
  });
  afterEach(async () => {
    await a.close();
    await b.close();
  });

  const proxied = () => server.url(`registry_${databases}`, proxy.port);
  const log = () => server.query('SELECT * FROM ramune.changes ORDER BY seq', `registry_${databases}`);
  const settle = async (...shops: Branch[]) => {
    for (const shop of [...shops, ...shops]) await shop.sync(url);
    const [first, ...others] = await Promise.all(shops.map((shop) => shop.state()));
    for (const other of others) expect(other).toBe(first);
    return first;
  };
  const registered = async (shop: Branch) =>
    (await shop.products()).flatMap(({ references }) => references.map(({ photoId }) => photoId)).sort();

  it('brings products with all their fields and photos to another studio', async () => {
    const details: Partial<ProductFields> = {
      maker: '琥珀飲料',
      tags: ['夏', '新"'],
      price: 158.5,
      container: 'pet',
      notes: 'a\nb',
    };
    const id = await a.add({ name: 'メロンソーダ', ...details });
    const photo = await a.addPhoto(id);
    const removed = await a.add({ name: 'Old' });
    await a.remove(removed);
    expect(await a.sync(url)).toMatchObject({ received: 0, sent: 3, photosSent: 1 });
    expect(await a.sync(url)).toEqual({ received: 0, sent: 0, photosReceived: 0, photosSent: 0 });
    await b.add({ name: 'Tea' });
    expect(await b.sync(url)).toMatchObject({ received: 3, sent: 1, photosReceived: 1 });
    const [tea, soda] = await b.products();
    expect(tea).toMatchObject({ name: 'Tea' });
    expect(soda).toMatchObject({
      name: 'メロンソーダ',
      ...details,
      references: [{ photoId: photo, weight: 1 }],
    });
    expect(await b.files.has({ id: photo, extension: '.png' })).toBe(true);
    await settle(a, b);
  });

  it('says who did what and when, by the shop’s word and the server’s own', async () => {
    const id = await a.add({ name: 'Cola' });
    await a.sync(url);
    await a.edit(id, { price: 120 });
    await a.sync(url);
    const [, edit] = await log();
    expect(edit).toMatchObject({ seq: '2', author: 'Shibuya', account: 'ramune', fields: { price: 120 } });
    expect(Date.now() - Date.parse(String(edit.made_at))).toBeLessThan(60_000);
    expect(Date.now() - (edit.received_at as Date).getTime()).toBeLessThan(60_000);
  });

  it('keeps both sides’ fields, and theirs of one that both changed', async () => {
    const inA = await a.add({ name: 'Cola' });
    await settle(a, b);
    const inB = await b.productId('Cola');
    await a.edit(inA, { price: 120, maker: 'A' });
    await b.edit(inB, { price: 130, notes: 'B' });
    await settle(a, b);
    for (const shop of [a, b])
      expect(await shop.products()).toMatchObject([{ price: 120, maker: 'A', notes: 'B' }]);
    expect((await log()).filter(({ lost }) => lost)).toMatchObject([
      { author: 'Ueno', fields: { price: 130 } },
    ]);
  });

  it('lets names go round within one synchronisation', async () => {
    const [one, two] = [await a.add({ name: 'One', code: '49012347' }), await a.add({ name: 'Two' })];
    await settle(a, b);
    await a.edit(one, { name: 'Three', code: '' });
    await a.edit(two, { name: 'One', code: '49012347' });
    await a.edit(one, { name: 'Two' });
    await settle(a, b);
    expect((await b.products()).map(({ name, code }) => [name, code])).toEqual([['One', '49012347'], ['Two', '']]); // prettier-ignore
  });

  it('notes a name that changes in nothing but capital letters', async () => {
    const id = await a.add({ name: 'cola' });
    await settle(a, b);
    await a.edit(id, { name: 'COLA' });
    await settle(a, b);
    expect((await b.products())[0].name).toBe('COLA');
  });

  it('sends what waits after the line was cut anywhere, each change once', async () => {
    const photos: string[] = [];
    const id = await a.add({ name: 'Cola' });
    await a.sync(url);
    for (let round = 0; round < 25; round++) {
      photos.push(await a.addPhoto(id));
      await a.edit(id, { price: round });
      proxy.cutAfter(300 + round * 97);
      await a.sync(proxied()).catch((error: { code: string }) => {
        expect(error.code).toBe('registry-unreachable');
      });
      // The line may have been cut when all was said already.
      proxy.cutAfter(Infinity);
    }
    expect(proxy.cuts).toBeGreaterThan(15);
    await settle(a, b);
    expect(await registered(b)).toEqual([...photos].sort());
    expect((await b.products())[0].price).toBe(24);
    const ids = (await log()).map((row) => row.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toHaveLength(1 + 2 * 25);
  });

  it('loses nothing when the server is killed in the middle of a transaction', async () => {
    const id = await a.add({ name: 'Cola' });
    await settle(a, b);
    const photo = await a.addPhoto(id);
    await a.edit(id, { price: 120 });
    // Somebody holds the row that every push needs, so that the push stops half-way, its changes not yet added.
    const holder = await RegistryServer.connect(url);
    const blocked = server.query(
      'BEGIN; SELECT head FROM ramune.registry FOR UPDATE; SELECT pg_sleep(60)',
      `registry_${databases}`,
    );
    blocked.catch(() => {});
    await until(async () => (await active('pg_sleep')) > 0);
    const push = a.sync(url);
    push.catch(() => {});
    await until(async () => (await active('for update')) > 1);
    await server.kill();
    await expect(push).rejects.toMatchObject({ code: 'registry-unreachable' });
    await holder.close();
    await expect(a.sync(url)).rejects.toMatchObject({ code: 'registry-unreachable' });
    await server.resume();
    await settle(a, b);
    expect(await registered(b)).toEqual([photo]);
    expect((await b.products())[0].price).toBe(120);
  }, 60_000);

  it('brings a registry that was put back to an older state up to date again', async () => {
    const id = await a.add({ name: 'Cola' });
    await settle(a, b);
    await a.edit(id, { price: 120 });
    const photo = await a.addPhoto(id);
    await settle(a, b);
    const database = `registry_${databases}`;
    await server.query('DELETE FROM ramune.changes WHERE seq > 1; DELETE FROM ramune.photos; UPDATE ramune.registry SET head = 1', database); // prettier-ignore
    const c = await Branch.open('Asakusa');
    await c.add({ name: 'Tea' });
    await c.sync(url);
    await settle(a, b, c);
    expect(await registered(c)).toEqual([photo]);
    expect((await c.products()).map(({ name, price }) => [name, price])).toEqual([['Cola', 120], ['Tea', null]]); // prettier-ignore
    await c.close();
  });

  it('tells what came, although the line is cut before what waits is sent', async () => {
    await a.add({ name: 'Cola' });
    await a.sync(url);
    await b.add({ name: 'Tea' });
    const registry = await RegistryServer.connect(url);
    registry.push = () => Promise.reject(new Error('cut'));
    const received = vi.fn();
    await expect(synchronise(b, registry, 'Ueno', { received })).rejects.toThrow('cut');
    await registry.close();
    expect(received).toHaveBeenCalledOnce();
    expect((await b.products()).map(({ name }) => name)).toEqual(['Cola', 'Tea']);
  });

  it('takes a project on to another registry with all it knows', async () => {
    const id = await a.add({ name: 'Cola' });
    await a.sync(url);
    await a.edit(id, { price: 120 });
    url = await server.createDatabase(`registry_${++databases}`);
    await settle(a, b);
    expect(await b.products()).toMatchObject([{ name: 'Cola', price: 120 }]);
  });

  it('keeps back a photo whose file is gone, and sends the rest', async () => {
    const id = await a.add({ name: 'Cola' });
    await a.addPhoto(id);
    await a.db.updateTable('product_references').set({ extension: '.gone' }).execute();
    const kept = await a.addPhoto(id);
    await a.sync(url);
    await b.sync(url);
    expect(await registered(b)).toEqual([kept]);
    expect(
      await a.db.selectFrom('registry_changes').select('seq').where('seq', 'is', null).execute(),
    ).toHaveLength(1);
  });

  it('refuses a photo that is no photo, and a change of a newer studio, and stays as it was', async () => {
    const bytes = Buffer.from('no photo');
    const registry = await RegistryServer.connect(url);
    await expect(registry.addPhoto('0'.repeat(64), bytes)).rejects.toMatchObject({ code: 'internal' });
    await registry.close();
    const id = await a.add({ name: 'Cola' });
    await a.addPhoto(id);
    await a.sync(url);
    const database = `registry_${databases}`;
    const sha = "encode(sha256('no photo'), 'hex')";
    await server.query(`INSERT INTO ramune.photos (id, bytes) VALUES (${sha}, 'no photo')`, database);
    const spoilt = `UPDATE ramune.changes SET fields = (fields::jsonb || jsonb_build_object('photo_id', ${sha}))::json WHERE entity = 'reference'`;
    await server.query(spoilt, database);
    await expect(b.sync(url)).rejects.toMatchObject({ code: 'photo-broken' });
    await server.query(`UPDATE ramune.changes SET fields = '{"colour": "red"}'`, database);
    await expect(b.sync(url)).rejects.toMatchObject({ code: 'registry-newer' });
    await server.query('UPDATE ramune.registry SET version = 99', database);
    await expect(b.sync(url)).rejects.toMatchObject({ code: 'registry-newer' });
    expect(await b.products()).toEqual([]);
  });

  it('says what is wrong with an address', async () => {
    const failing = (other: string) =>
      RegistryServer.connect(other).then(
        () => 'connected',
        (error: { code: string; message: string; detail: string }) => {
          expect(`${error.message} ${error.detail}`).not.toContain('p@ss');
          return error.code;
        },
      );
    expect(await failing('mysql://x')).toBe('bad-request');
    expect(await failing(url.replace(/registry_\d+/, 'nowhere'))).toBe('registry-refused');
    expect(await failing(`${url}?sslmode=verify-full`)).toBe('registry-tls');
    expect(await failing(`${url}?sslmode=require&sslrootcert=/nowhere.pem`)).toBe('not-found');
    expect(await failing(url.replace(/:\d+\//, ':1/'))).toBe('registry-unreachable');
  });

  it('ends alike after two hundred random histories, and loses nothing', async () => {
    for (let seed = 1; seed <= 200; seed++) await history(seed);
  }, 300_000);

  /** Both studios work, are cut off and synchronise, in an order that the seed says. */
  async function history(seed: number): Promise<void> {
    const random = new Random(seed);
    const shops = [a, b];
    const photos = new Set<string>();
    const notes = new Set<string>();
    for (let step = 0; step < 10; step++) {
      const shop = shops[random.below(2)];
      const products = await shop.products();
      const product = products[random.below(products.length)] ?? {
        id: await shop.add({ name: `First ${seed}` }),
        name: '',
      };
      const what = random.below(6);
      if (what === 0) await shop.add({ name: `New ${seed} ${random.below(4)}` }).catch(() => {});
      if (what === 1) photos.add(await shop.addPhoto(product.id));
      if (what === 2) {
        const note = `${seed} ${step}`;
        notes.add(note);
        await shop.edit(product.id, { notes: note });
      }
      if (what === 3) await shop.edit(product.id, { name: `New ${seed} ${random.below(4)}` }).catch(() => {});
      if (what === 4) await shop.sync(url);
      if (what === 5) {
        proxy.cutAfter(300 + random.below(4000));
        await shop.sync(proxied()).catch(() => {});
        proxy.cutAfter(Infinity);
      }
    }
    await settle(a, b);
    const there = new Set(await registered(a));
    for (const photo of photos) expect(there).toContain(photo);
    const said = new Set((await changesOf(a)).flatMap(({ notes: note }) => (note ? [note] : [])));
    for (const note of notes) expect(said).toContain(note);
  }

  const changesOf = async (shop: Branch) =>
    (await shop.db.selectFrom('registry_changes').select('fields').execute()).map(
      ({ fields }) => JSON.parse(fields) as { notes?: string },
    );

  const active = async (text: string) =>
    Number((await server.query(`SELECT count(*) AS n FROM pg_stat_activity WHERE state = 'active' AND query ILIKE '%${text}%' AND pid <> pg_backend_pid()`))[0].n); // prettier-ignore
});

async function until(met: () => Promise<boolean>): Promise<void> {
  while (!(await met())) await new Promise((resolve) => setTimeout(resolve, 20));
}
