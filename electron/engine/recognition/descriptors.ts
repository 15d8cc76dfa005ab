import type { Database } from '../project/database';
import { inParts } from '../project/in-parts';
import type { Descriptor, Reference } from './gallery';

/** The descriptors of references in the database, by reference and the model that made them. */

/** A descriptor is 28 kB: those of about 2,300 references, 64 MB. */
const kept = 2_300;

export const insertDescriptor = (db: Database, referenceId: number, model: string, made: Descriptor) =>
  db
    .insertInto('product_descriptors')
    .values({
      reference_id: referenceId,
      model,
      embedding: toBytes(made.embedding),
      cells: toBytes(made.cells),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();

/** Hands over the embeddings of references one after another, so that memory stays small however many there are. */
export async function readEmbeddings(
  db: Database,
  model: string,
  ids: readonly number[],
  take: (id: number, embedding: Float32Array) => void,
): Promise<void> {
  for (const some of inParts(ids)) {
    const rows = await of(db, model, some).select(['reference_id', 'embedding']).execute();
    for (const { reference_id, embedding } of rows) take(reference_id, toFloats(embedding));
  }
}

/** Reads descriptors as they are asked for and keeps the latest, at most 64 MB of them. */
export class DescriptorCache {
  /** By photo and box: a model describes those in one way only, while the ids of references are given anew. */
  private readonly held = new Map<string, Descriptor>();

  constructor(
    private readonly db: Database,
    private readonly model: string,
  ) {}

  /** By the references' ids; those that are gone are left out. */
  async read(references: readonly Reference[]): Promise<Map<number, Descriptor>> {
    const missing = references.filter((one) => !this.held.has(keyOf(one))).map(({ id }) => id);
    const read = await this.readAll(missing);
    const found = new Map<number, Descriptor>();
    for (const reference of references) {
      const key = keyOf(reference);
      const descriptor = read.get(reference.id) ?? this.held.get(key);
      if (!descriptor) continue;
      found.set(reference.id, descriptor);
      // A map is in the order of insertion: what was asked for last goes to its end.
      this.held.delete(key);
      this.held.set(key, descriptor);
    }
    for (const key of this.held.keys()) {
      if (this.held.size <= kept) break;
      this.held.delete(key);
    }
    return found;
  }

  private async readAll(ids: readonly number[]): Promise<Map<number, Descriptor>> {
    const found = new Map<number, Descriptor>();
    for (const some of inParts(ids)) {
      const rows = await of(this.db, this.model, some)
        .select(['reference_id', 'embedding', 'cells'])
        .execute();
      for (const row of rows)
        found.set(row.reference_id, { embedding: toFloats(row.embedding), cells: toSignedBytes(row.cells) });
    }
    return found;
  }
}

const keyOf = ({ photoId, box }: Reference) => `${photoId} ${box ?? ''}`;

const of = (db: Database, model: string, ids: readonly number[]) =>
  db.selectFrom('product_descriptors').where('reference_id', 'in', ids).where('model', '=', model);

const toBytes = ({ buffer, byteOffset, byteLength }: Float32Array | Int8Array) =>
  new Uint8Array(buffer, byteOffset, byteLength);
// The database hands blobs out as ArrayBuffer, whatever its types say.
const toSignedBytes = (bytes: Uint8Array) => new Int8Array(new Uint8Array(bytes).buffer);
const toFloats = (bytes: Uint8Array) => new Float32Array(new Uint8Array(bytes).buffer);
