import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import sharp from 'sharp';
import type { ProductFields } from '../../../shared/product';
import type { SyncResult } from '../../../shared/sync';
import { PhotoFiles } from '../../../electron/engine/photos/photo-files';
import { editProducts, removeProducts } from '../../../electron/engine/products/edit-products';
import { type Database, openDatabase } from '../../../electron/engine/project/database';
import { insertProduct, listProducts } from '../../../electron/engine/recognition/registry';
import { RegistryServer } from '../../../electron/engine/sync/server/registry-server';
import { synchronise } from '../../../electron/engine/sync/synchronise';

/** A shop's project without a network that recognises: its database, its photos, and its way to the registry. */
export class Branch {
  readonly files: PhotoFiles;
  private readonly servers = new Map<string, RegistryServer>();

  private constructor(
    readonly name: string,
    private readonly folder: string,
    readonly db: Database,
  ) {
    this.files = new PhotoFiles(join(folder, 'photos'), join(folder, 'queries'));
  }

  static async open(name: string): Promise<Branch> {
    const folder = await mkdtemp(join(tmpdir(), 'ramune-branch-'));
    const db = openDatabase(join(folder, 'ramune.db'));
    // No power fails here.
    await sql`PRAGMA synchronous = OFF`.execute(db);
    return new Branch(name, folder, db);
  }

  /** Over the connection it has to this address, or a new one; one that fails is given up. */
  async sync(url: string): Promise<SyncResult> {
    const server = this.servers.get(url) ?? (await RegistryServer.connect(url));
    this.servers.set(url, server);
    try {
      return await synchronise(this, server, this.name);
    } catch (error) {
      this.servers.delete(url);
      await server.close();
      throw error;
    }
  }

  add(fields: Partial<ProductFields> & { name: string }): Promise<number> {
    return insertProduct(this.db, fields);
  }

  async edit(id: number, fields: Partial<ProductFields>): Promise<void> {
    await editProducts(this.db, [{ id, fields }]);
  }

  async remove(id: number): Promise<void> {
    await removeProducts(this.db, [id]);
  }

  /** Registers a photo that nobody has yet; answers its id. */
  async addPhoto(product: number): Promise<string> {
    const path = join(this.folder, 'new.png');
    await writeFile(path, await newPicture());
    const { id, extension } = await this.files.add(path);
    await this.db
      .insertInto('product_references')
      .values({ product_id: product, photo_id: id, extension, position: 0, angle: null })
      .execute();
    return id;
  }

  products() {
    return listProducts(this.db);
  }

  async productId(name: string): Promise<number> {
    return (await this.products()).find((one) => one.name === name)!.id;
  }

  /** All that is shared, as text to compare. */
  async state(): Promise<string> {
    const products = await this.db.selectFrom('products').selectAll().orderBy('uid').execute();
    const uids = new Map(products.map(({ id, uid }) => [id, uid]));
    const references = await this.db.selectFrom('product_references').selectAll().orderBy('uid').execute();
    const changes = await this.db
      .selectFrom('registry_changes')
      .select(['seq', 'id', 'uid', 'fields', 'lost', 'resolves', 'author'])
      .orderBy('seq')
      .execute();
    const plain = ({ id: _id, removed_at, ...row }: { id: number; removed_at: string | null }) => ({
      ...row,
      removed: removed_at !== null,
    });
    const shared = {
      products: products.map(plain),
      references: references.map(({ product_id, ...row }) => ({
        ...plain(row),
        product: uids.get(product_id),
      })),
      changes: changes.map(({ fields, ...row }) => ({
        ...row,
        fields: sorted(JSON.parse(fields) as object),
      })),
    };
    return JSON.stringify(shared, null, 1);
  }

  async close(): Promise<void> {
    for (const server of this.servers.values()) await server.close();
    await this.db.destroy();
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** SQLite and the registry write one JSON object in ways of their own. */
const sorted = (fields: object) => Object.entries(fields).sort(([one], [other]) => (one < other ? -1 : 1));

let pictures = 0;

/** A small picture like no other. */
function newPicture(): Promise<Buffer> {
  const n = ++pictures;
  const pixels = Buffer.from([n & 255, (n >> 8) & 255, (n >> 16) & 255]);
  return sharp(pixels, { raw: { width: 1, height: 1, channels: 3 } })
    .png()
    .toBuffer();
}
