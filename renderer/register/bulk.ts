import type { Product } from '@shared/domain';
import type { ProductChange, ProductFields } from '@shared/product';
import { parseField, splitTags } from '@shared/product-text';

/** What can be changed for many products at once; names and codes are each product's own. */
export const bulkFields = [
  'maker',
  'category',
  'container',
  'volumeMl',
  'price',
  'addTags',
  'removeTags',
  'activeFrom',
  'activeUntil',
  'notes',
] as const;
export type BulkField = (typeof bulkFields)[number];

/** The changes that give products a new value. Throws FieldError. */
export function bulkChanges(products: readonly Product[], field: BulkField, text: string): ProductChange[] {
  return products.map((product) => ({ id: product.id, fields: fieldsFor(product, field, text) }));
}

function fieldsFor({ tags }: Product, field: BulkField, text: string): Partial<ProductFields> {
  const given = splitTags(text);
  if (field === 'addTags') return { tags: parseField('tags', [...tags, ...given].join(';')) };
  if (field === 'removeTags') return { tags: tags.filter((tag) => !given.includes(tag)) };
  return { [field]: parseField(field, text) };
}
