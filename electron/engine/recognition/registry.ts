import type { Product, ReferenceSource } from '@shared/domain';
import { StudioError } from '@shared/errors';
import type { Angle, ProductFields } from '@shared/product';
import { findPhoto } from '../photos/photo-paths';
import { columnsOf, fieldsOf } from '../products/product-row';
import { explainTaken } from '../products/taken';
import { cleanName } from '../project/clean-name';
import type { Database } from '../project/database';
import { inParts } from '../project/in-parts';
import type { OpenProject } from '../project/open-project';
import { insertDescriptor } from './descriptors';
import type { Descriptor } from './gallery';
import type { Recogniser } from './recogniser';

/** The registered products of a project and their reference photos, in its database. */

/** All products by name, or the one with this id. */
export async function listProducts(db: Database, id?: number): Promise<Product[]> {
  let products = db.selectFrom('products').selectAll().where('removed_at', 'is', null).orderBy('name');
  let references = db
    .selectFrom('product_references')
    .select(['id', 'product_id as productId', 'photo_id as photoId', 'angle', 'weight', 'active'])
    .where('removed_at', 'is', null)
    .orderBy('position');
  if (id !== undefined) {
    products = products.where('id', '=', id);
    references = references.where('product_id', '=', id);
  }
  const rows = await products.execute();
  const byProduct = new Map<number, Product['references']>(rows.map((row) => [row.id, []]));
  for (const { productId, active, ...reference } of await references.execute())
    byProduct.get(productId)?.push({ ...reference, active: active === 1 });
  return rows.map((row) => ({
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
  photos: readonly ReferenceSource[],
): Promise<Product> {
  const name = cleanName(given);
  const known = await findWithoutPhotos(project.db, name);
  if (known === null) await assertFree(project.db, name);
  const rows = await describePhotos(project, recogniser, photos);
  const id = await explainTaken(() =>
    project.db.transaction().execute(async (db) => {
      const product = known ?? (await insertProduct(db, { name }));
      await insertReferences(db, product, rows);
      return product;
    }),
  );
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

/** Adds the rows of many products and answers their ids. */
export async function insertProducts(db: Database, given: readonly ProductFields[]): Promise<number[]> {
  const created_at = new Date().toISOString();
  const ids: number[] = [];
  for (const some of inParts(given)) {
    const rows = await db
      .insertInto('products')
      .values(
        some.map((fields) => ({ ...columnsOf(fields), name: fields.name, created_at, removed_at: null })),
      )
      .returning('id')
      .execute();
    ids.push(...rows.map(({ id }) => id));
  }
  return ids;
}

/** Gives a product other reference photos. Throws `not-found`, `photo-broken`; then nothing has changed. */
export async function replacePhotos(
  project: OpenProject,
  recogniser: Recogniser,
  id: number,
  photos: readonly ReferenceSource[],
): Promise<Product> {
  await readProduct(project.db, id);
  const rows = await describePhotos(project, recogniser, photos);
  await project.db.transaction().execute(async (db) => {
    await removeReferences(db, id);
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

/** Their rows stay, so that this can be undone. */
async function removeReferences(db: Database, productId: number): Promise<void> {
  await db
    .updateTable('product_references')
    .set({ removed_at: new Date().toISOString() })
    .where('product_id', '=', productId)
    .where('removed_at', 'is', null)
    .execute();
}

interface DescribedPhoto {
  photo: { photo_id: string; extension: string; angle: Angle | null; box: string | null };
  model: string;
  descriptor: Descriptor;
}

/** Describes photos and takes them into the project. Throws `photo-broken`, `not-found`; then nothing has changed. */
export async function describePhotos(
  project: OpenProject,
  recogniser: Recogniser,
  photos: readonly ReferenceSource[],
): Promise<DescribedPhoto[]> {
  const found = await Promise.all(
    photos.map(async (photo) => ({ angle: photo.angle ?? null, ...(await findPhoto(project, photo)) })),
  );
  const distinct = [...new Map(found.map((photo) => [photo.id, photo])).values()];
  const descriptors = await recogniser.describe(distinct);
  // Kept only now that all of them can be used.
  await Promise.all(distinct.map(({ path }) => project.files.add(path)));
  return distinct.map(({ id, extension, angle, box }, i) => ({
    photo: { photo_id: id, extension, angle, box: box && JSON.stringify(box) },
    model: recogniser.version,
    descriptor: descriptors[i],
  }));
}

/** `from`: the position of the first. */
export async function insertReferences(
  db: Database,
  productId: number,
  photos: readonly DescribedPhoto[],
  from = 0,
): Promise<void> {
  for (const [i, { photo, model, descriptor }] of photos.entries()) {
    const { id } = await db
      .insertInto('product_references')
      .values({ product_id: productId, position: from + i, ...photo })
      .returning('id')
      .executeTakeFirstOrThrow();
    await insertDescriptor(db, id, model, descriptor);
  }
}

/** Throws `not-found`. */
export async function readProduct(db: Database, id: number): Promise<Product> {
  const [product] = await listProducts(db, id);
  if (!product) throw notRegistered();
  return product;
}

/** A product of this name that came from a list and has no photos yet. */
async function findWithoutPhotos(db: Database, name: string): Promise<number | null> {
  const row = await db
    .selectFrom('products')
    .leftJoin('product_references', (join) =>
      join
        .onRef('product_references.product_id', '=', 'products.id')
        .on('product_references.removed_at', 'is', null),
    )
    .where('name', '=', name)
    .where('products.removed_at', 'is', null)
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
