import { z } from 'zod';
import { ProductFields } from '@shared/product';
import { EditLog } from '../project/edit-log';

const Fields = ProductFields.extend({ name: z.string() }).partial();

/** One step: products that changed, in the order they did, then products that were added or taken out. */
const Edit = z.object({
  changes: z.array(z.object({ id: z.number(), before: Fields, after: Fields })),
  created: z.array(z.number()),
  removed: z.array(z.number()),
});
export type Edit = z.infer<typeof Edit>;
export type RecordedChange = Edit['changes'][number];

export const productEdits = new EditLog('product_edits', Edit);
