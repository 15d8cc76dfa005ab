import type { PhotoSource, Product } from '@shared/domain';
import { StudioError } from '@shared/errors';
import type { Job } from '../jobs';
import { findPhoto } from '../photos/photo-paths';
import { cleanName } from '../project/clean-name';
import type { Database } from '../project/database';
import type { OpenProject } from '../project/open-project';
import { type Descriptor, Gallery } from './gallery';
import type { Recogniser } from './recogniser';

/** The registered products of a project and their reference photos, in its database. */

export async function listProducts(db: Database): Promise<Product[]> {
  const products = await db
    .selectFrom('products')
    .select(['id', 'name', 'created_at as createdAt'])
    .where('removed_at', 'is', null)
    .orderBy('name')
    .execute();
  const references = await db
    .selectFrom('product_references')
    .select(['id', 'product_id as productId', 'photo_id as photoId'])
    .orderBy('position')
    .execute();
  const byProduct = new Map<number, Product['references']>(products.map(({ id }) => [id, []]));
  for (const { id, productId, photoId } of references) byProduct.get(productId)?.push({ id, photoId });
  return products.map((product) => ({ ...product, references: byProduct.get(product.id)! }));
}

/** Adds a product. Nothing is retrained. Throws `name-taken`, `photo-broken`; then nothing has changed. */
export async function registerProduct(
  project: OpenProject,
  recogniser: Recogniser,
  given: string,
  photos: readonly PhotoSource[],
): Promise<Product> {
  const name = await freeName(project.db, given);
  const rows = await embedReferences(project, recogniser, photos);
  const id = await project.db.transaction().execute(async (db) => {
    const product = await db
      .insertInto('products')
      .values({ name, created_at: new Date().toISOString(), removed_at: null })
      .returning('id')
      .executeTakeFirstOrThrow();
    await insertReferences(db, product.id, rows);
    return product.id;
  });
  return readProduct(project.db, id);
}

/** Gives a product other reference photos. Throws `not-found`, `photo-broken`; then nothing has changed. */
export async function replacePhotos(
  project: OpenProject,
  recogniser: Recogniser,
  id: number,
  photos: readonly PhotoSource[],
): Promise<Product> {
  await readProduct(project.db, id);
  const rows = await embedReferences(project, recogniser, photos);
  await project.db.transaction().execute(async (db) => {
    await db.deleteFrom('product_references').where('product_id', '=', id).execute();
    await insertReferences(db, id, rows);
  });
  return readProduct(project.db, id);
}

export async function renameProduct({ db }: OpenProject, id: number, given: string): Promise<void> {
  await readProduct(db, id);
  const name = await freeName(db, given, id);
  await db.updateTable('products').set({ name }).where('id', '=', id).execute();
}

/** Takes a product out, or puts it back. Putting back throws `name-taken` when its name was given away. */
export async function setRemoved({ db }: OpenProject, id: number, removed: boolean): Promise<void> {
  const product = await db.selectFrom('products').select('name').where('id', '=', id).executeTakeFirst();
  if (!product) throw new StudioError('not-found', 'This product is not registered.');
  if (!removed) await freeName(db, product.name, id);
  const removed_at = removed ? new Date().toISOString() : null;
  await db.updateTable('products').set({ removed_at }).where('id', '=', id).execute();
}

/** Every reference of every product, to search in. Throws `no-products` when there is none. */
export async function loadGallery({ db }: OpenProject): Promise<Gallery> {
  const rows = await db
    .selectFrom('product_references')
    .innerJoin('products', 'products.id', 'product_references.product_id')
    .where('products.removed_at', 'is', null)
    .select(['product_id as productId', 'products.name', 'photo_id as photoId', 'embedding', 'cells'])
    .execute();
  if (!rows.length)
    throw new StudioError(
      'no-products',
      'No product is registered yet. Register one from about four photos first.',
    );
  return new Gallery(
    rows.map((row) => ({ ...row, embedding: toFloats(row.embedding), cells: toSignedBytes(row.cells) })),
  );
}

/** Describes every reference anew that another model described; until it is done the old descriptors stay. */
export async function reembed(project: OpenProject, recogniser: Recogniser, job?: Job): Promise<void> {
  const stale = await project.db
    .selectFrom('product_references')
    .select(['id', 'photo_id', 'extension'])
    .where('model', '!=', recogniser.version)
    .execute();
  const paths = stale.map((row) => project.files.pathOf({ id: row.photo_id, extension: row.extension }));
  const descriptors = await recogniser.describe(paths, (done) => {
    job?.throwIfCancelled();
    job?.report(done, stale.length);
  });
  await project.db.transaction().execute(async (db) => {
    for (const [i, { id }] of stale.entries())
      await db
        .updateTable('product_references')
        .set({ ...stored(descriptors[i]), model: recogniser.version })
        .where('id', '=', id)
        .execute();
  });
}

interface ReferenceRow {
  photo_id: string;
  extension: string;
  position: number;
  model: string;
  embedding: Uint8Array;
  cells: Uint8Array;
}

async function embedReferences(
  project: OpenProject,
  recogniser: Recogniser,
  photos: readonly PhotoSource[],
): Promise<ReferenceRow[]> {
  const found = await Promise.all(photos.map((photo) => findPhoto(project, photo)));
  const distinct = [...new Map(found.map((photo) => [photo.id, photo])).values()];
  const descriptors = await recogniser.describe(distinct.map(({ path }) => path));
  // Kept only now that all of them can be used.
  await Promise.all(distinct.map(({ path }) => project.files.add(path)));
  return distinct.map(({ id, extension }, position) => ({
    photo_id: id,
    extension,
    position,
    model: recogniser.version,
    ...stored(descriptors[position]),
  }));
}

async function insertReferences(db: Database, productId: number, rows: readonly ReferenceRow[]) {
  await db
    .insertInto('product_references')
    .values(rows.map((row) => ({ product_id: productId, ...row })))
    .execute();
}

async function readProduct(db: Database, id: number): Promise<Product> {
  const product = (await listProducts(db)).find((one) => one.id === id);
  if (!product) throw new StudioError('not-found', 'This product is not registered.');
  return product;
}

/** The name as it is kept. Throws `name-taken` when another product has it. */
async function freeName(db: Database, given: string, except?: number): Promise<string> {
  const name = cleanName(given);
  const taken = await db
    .selectFrom('products')
    .select('id')
    .where('name', '=', name)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  if (taken && taken.id !== except)
    throw new StudioError('name-taken', `“${name}” is registered already.`, name);
  return name;
}

const stored = ({ embedding, cells }: Descriptor) => ({
  embedding: toBytes(embedding),
  cells: toBytes(cells),
});
const toBytes = ({ buffer, byteOffset, byteLength }: Float32Array | Int8Array) =>
  new Uint8Array(buffer, byteOffset, byteLength);
const toSignedBytes = ({ buffer, byteOffset, byteLength }: Uint8Array) =>
  new Int8Array(buffer, byteOffset, byteLength);
const toFloats = (bytes: Uint8Array) => new Float32Array(new Uint8Array(bytes).buffer);
