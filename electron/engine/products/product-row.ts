import type { Selectable, Updateable } from 'kysely';
import type { ProductFields } from '@shared/product';
import type { Schema } from '../project/schema';

type Row = Selectable<Schema['products']>;

/** A row of the table `products` as the fields of a product. */
export const fieldsOf = (row: Row): ProductFields => ({
  name: row.name,
  reading: row.reading,
  maker: row.maker,
  category: row.category,
  container: row.container,
  volumeMl: row.volume_ml,
  code: row.code,
  price: row.price,
  tags: JSON.parse(row.tags) as string[],
  activeFrom: row.active_from,
  activeUntil: row.active_until,
  notes: row.notes,
});

/** Some fields of a product as columns; those that are absent stay as they are. */
export function columnsOf(fields: Partial<ProductFields>): Updateable<Schema['products']> {
  const { volumeMl, activeFrom, activeUntil, tags, ...same } = fields;
  return {
    ...same,
    ...(volumeMl !== undefined && { volume_ml: volumeMl }),
    ...(activeFrom !== undefined && { active_from: activeFrom }),
    ...(activeUntil !== undefined && { active_until: activeUntil }),
    ...(tags && { tags: JSON.stringify(tags) }),
  };
}
