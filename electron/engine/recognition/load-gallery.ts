import type { Database } from '../project/database';
import type { OpenProject } from '../project/open-project';
import { DescriptorCache, readEmbeddings } from './descriptors';
import { Gallery, noProducts, type Reference } from './gallery';

/** Galleries in memory, each with the number of changes it knows of. */
interface Loaded {
  model: string;
  gallery: Gallery;
  changes: number;
}

const loaded = new WeakMap<OpenProject, Promise<Loaded>>();

/**
 * What photos described by `model` are compared with: every reference that is in use, of every product. It is read
 * once; later calls read only what has changed since. Throws `no-products` when there is none.
 */
export async function loadGallery(project: OpenProject, model: string): Promise<Gallery> {
  // One after another: each goes on from what the one before has read.
  const next = (loaded.get(project) ?? Promise.resolve(null))
    .catch(() => null)
    .then((known) => catchUp(project.db, model, known));
  loaded.set(project, next);
  const { gallery } = await next;
  if (!gallery.size) throw noProducts();
  return gallery;
}

async function catchUp(db: Database, model: string, known: Loaded | null): Promise<Loaded> {
  const changes = await countChanges(db);
  if (known?.model === model && known.changes === changes) return known;
  const gallery = known?.model === model ? known.gallery : emptyGallery(db, model);
  const wanted = new Map((await listReferences(db, model)).map((row) => [row.id, row]));
  for (const reference of gallery.references)
    if (!isSame(reference, wanted.get(reference.id))) gallery.remove(reference.id);
  const missing = [...wanted.keys()].filter((id) => !gallery.find(id));
  await readEmbeddings(db, model, missing, (id, embedding) => gallery.add(wanted.get(id)!, embedding));
  return { model, gallery, changes };
}

function emptyGallery(db: Database, model: string): Gallery {
  const descriptors = new DescriptorCache(db, model);
  return new Gallery((references) => descriptors.read(references));
}

async function countChanges(db: Database): Promise<number> {
  return (await db.selectFrom('gallery_changes').select('n').executeTakeFirstOrThrow()).n;
}

/** References that are compared, without what makes them large. */
function listReferences(db: Database, model: string): Promise<Reference[]> {
  return db
    .selectFrom('product_references as reference')
    .innerJoin('products', 'products.id', 'reference.product_id')
    .innerJoin('product_descriptors as descriptor', (join) =>
      join.onRef('descriptor.reference_id', '=', 'reference.id').on('descriptor.model', '=', model),
    )
    .where('products.removed_at', 'is', null)
    .where('reference.removed_at', 'is', null)
    .where('reference.active', '=', 1)
    .select([
      'reference.id',
      'reference.product_id as productId',
      'products.name',
      'reference.photo_id as photoId',
      'reference.box',
      'reference.weight',
    ])
    .execute();
}

/** What is in a box of a photo is described once; what is said about it, and the box, may change. */
const isSame = (a: Reference, b: Reference | undefined): boolean =>
  b !== undefined &&
  a.productId === b.productId &&
  a.name === b.name &&
  a.photoId === b.photoId &&
  a.box === b.box &&
  a.weight === b.weight;
