import type { PhotoSource, Product } from '@shared/domain';
import { StudioError } from '@shared/errors';
import type { ProductFields } from '@shared/product';
import type { Job } from '../jobs';
import { findPhoto } from '../photos/photo-paths';
import { columnsOf, fieldsOf } from '../products/product-row';
import { explainTaken } from '../products/taken';
import { cleanName } from '../project/clean-name';
import type { Database } from '../project/database';
import type { OpenProject } from '../project/open-project';
import { type Descriptor, Gallery } from './gallery';
import type { Recogniser } from './recogniser';

/** The registered products of a project and their reference photos, in its database. */

export async function listProducts(db: Database): Promise<Product[]> {
  const products = await db
    .selectFrom('products')
    .selectAll()
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
  return products.map((row) => ({
    id: row.id,
    ...fieldsOf(row),
    references: byProduct.get(row.id)!,
    createdAt: row.created_at,
  }));
}

/**
 * Adds a product, or gives one that has no photos yet its first. Nothing is retrained.
 * @throws StudioError `name-taken`, `photo-broken`; then nothing has changed
 */
export async function registerProduct(
  project: OpenProject,
  recogniser: Recogniser,
  given: string,
  photos: readonly PhotoSource[],
): Promise<Product> {
  const name = cleanName(given);
  const known = await findWithoutPhotos(project.db, name);
  if (known === null) await assertFree(project.db, name);
  const rows = await embedReferences(project, recogniser, photos);
  const id = await project.db.transaction().execute(async (db) => {
    const product = known ?? (await insertProduct(db, { name }));
    await insertReferences(db, product, rows);
    return product;
  });
  return readProduct(project.db, id);
}

/** Adds the row of a product and answers its id. */
export async function insertProduct(
  db: Database,
  fields: Partial<ProductFields> & { name: string },
): Promise<number> {
  const { id } = await db
    .insertInto('products')
    .values({
      ...columnsOf(fields),
      name: fields.name,
      created_at: new Date().toISOString(),
      removed_at: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
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

/** Takes a product out, or puts it back. Putting back throws `name-taken`, `code-taken` when that was given away. */
export async function setRemoved({ db }: OpenProject, id: number, removed: boolean): Promise<void> {
  const removed_at = removed ? new Date().toISOString() : null;
  const { numUpdatedRows } = await explainTaken(() =>
    db.updateTable('products').set({ removed_at }).where('id', '=', id).executeTakeFirst(),
  );
  if (!numUpdatedRows) throw notRegistered();
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
  if (!product) throw notRegistered();
  return product;
}

/** A product of this name that came from a list and has no photos yet. */
async function findWithoutPhotos(db: Database, name: string): Promise<number | null> {
  const row = await db
    .selectFrom('products')
    .leftJoin('product_references', 'product_references.product_id', 'products.id')
    .where('name', '=', name)
    .where('removed_at', 'is', null)
    .where('product_references.id', 'is', null)
    .select('products.id')
    .executeTakeFirst();
  return row?.id ?? null;
}

/** Throws `name-taken` when a product has the name. */
async function assertFree(db: Database, name: string): Promise<void> {
  const taken = await db
    .selectFrom('products')
    .select('id')
    .where('name', '=', name)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  if (taken) throw new StudioError('name-taken', `“${name}” is registered already.`, name);
}

const notRegistered = () => new StudioError('not-found', 'This product is not registered.');
const stored = ({ embedding, cells }: Descriptor) => ({
  embedding: toBytes(embedding),
  cells: toBytes(cells),
});
const toBytes = ({ buffer, byteOffset, byteLength }: Float32Array | Int8Array) =>
  new Uint8Array(buffer, byteOffset, byteLength);
// The database hands blobs out as ArrayBuffer, whatever its types say.
const toSignedBytes = (bytes: Uint8Array) => new Int8Array(new Uint8Array(bytes).buffer);
const toFloats = (bytes: Uint8Array) => new Float32Array(new Uint8Array(bytes).buffer);
