import { z } from 'zod';
import { Box } from '@shared/box';
import { Reference } from '@shared/domain';
import { ProductDetails } from '@shared/product';
import { parseJson } from '../parse-json';
import { photoEnding } from '../photos/photo-files';

/** What travels between studios: changes of products and of their registered photos, in columns of the database. */

const flag = z.union([z.literal(0), z.literal(1)]);
const text = z.string();
const details = ProductDetails.shape;
const json = (inside: z.ZodType) => text.refine((value) => inside.safeParse(parseJson(value)).success);
const Uid = z.string().regex(/^[0-9a-f]{32}$/);

export const ProductColumns = z.strictObject({
  name: text.min(1),
  reading: details.reading,
  maker: details.maker,
  category: details.category,
  container: details.container,
  volume_ml: details.volumeMl,
  code: details.code,
  price: details.price,
  tags: json(details.tags),
  active_from: details.activeFrom,
  active_until: details.activeUntil,
  notes: details.notes,
  created_at: text,
  removed: flag,
});
export const ReferenceColumns = z.strictObject({
  /** The uid of its product. */
  product: Uid,
  photo_id: Reference.shape.photoId,
  extension: z.string().regex(photoEnding),
  position: z.number().int(),
  angle: Reference.shape.angle,
  weight: Reference.shape.weight,
  active: flag,
  box: json(Box).nullable(),
  removed: flag,
});

export type Fields = Readonly<Record<string, string | number | null>>;

const common = {
  id: Uid,
  uid: Uid,
  /** Another studio changed the same meanwhile, and its value stands: this one waits for somebody to decide. */
  lost: z.boolean(),
  /** The lost change that this one settles. */
  resolves: Uid.nullable(),
  /** The shop's name, and its clock. */
  author: text,
  madeAt: text,
};

/** One edit of one object: what is new, by column. The first of an object has all columns. */
export const Change = z.discriminatedUnion('entity', [
  z.object({ ...common, entity: z.literal('product'), fields: ProductColumns.partial() }),
  z.object({ ...common, entity: z.literal('reference'), fields: ReferenceColumns.partial() }),
]);
export interface Change extends Omit<z.infer<typeof Change>, 'entity' | 'fields'> {
  entity: 'product' | 'reference';
  fields: Fields;
}

/** A change with its place in the registry. */
export type NumberedChange = Change & { seq: number };

/** What objects come to by changes, one after another; those that were lost do not count. By uid. */
export function fold(changes: readonly Change[]): Map<string, { entity: Change['entity']; fields: Fields }> {
  const state = new Map<string, { entity: Change['entity']; fields: Record<string, Fields[string]> }>();
  for (const { uid, entity, fields, lost } of changes) {
    if (lost) continue;
    const known = state.get(uid);
    if (known) Object.assign(known.fields, fields);
    else state.set(uid, { entity, fields: { ...fields } });
  }
  return state;
}
