import { z } from 'zod';
import { errorCodes } from './errors';
import { productFields } from './product';

/** How a project shares its products with other shops. */

export const SyncStatus = z.object({
  /** `off`: with nobody. `offline`: the server cannot be used now; work goes on and is sent later. */
  state: z.enum(['off', 'connecting', 'syncing', 'synced', 'offline']),
  /** Server and database, without name and password; empty when off. */
  server: z.string(),
  /** What this studio is called in the registry. */
  shop: z.string(),
  /** Changes made here that the registry does not have. */
  waiting: z.number().int(),
  conflicts: z.number().int(),
  /** Why it is offline. */
  error: z.object({ code: z.enum(errorCodes), message: z.string() }).nullable(),
  syncedAt: z.string().nullable(),
});
export type SyncStatus = z.infer<typeof SyncStatus>;

/** What one synchronisation did. */
export const SyncResult = z.object({
  received: z.number().int(),
  sent: z.number().int(),
  photosReceived: z.number().int(),
  photosSent: z.number().int(),
});
export type SyncResult = z.infer<typeof SyncResult>;

/** What a change can be about: a field of a product, or of a registered photo. */
const sharedFields = [
  ...productFields,
  'removed',
  'product',
  'photo',
  'position',
  'angle',
  'weight',
  'active',
  'box',
  'createdAt',
] as const;
export const SharedField = z.enum(sharedFields);
export type SharedField = z.infer<typeof SharedField>;

export const SharedValue = z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())]);
export type SharedValue = z.infer<typeof SharedValue>;

/** A field that two shops changed without knowing of one another. One value stands, the other is kept. */
export const Conflict = z.object({
  id: z.string(),
  productId: z.number().int(),
  product: z.string(),
  /** The registered photo it is about; `null` for the product itself. */
  photoId: z.string().nullable(),
  field: SharedField,
  stands: SharedValue,
  kept: SharedValue,
  /** Whose value is kept, and when it was said; `mine`: it was said here. */
  author: z.string(),
  madeAt: z.string(),
  mine: z.boolean(),
});
export type Conflict = z.infer<typeof Conflict>;

/** One line of what was done to a product and its photos. */
export const HistoryEntry = z.object({
  id: z.string(),
  author: z.string(),
  madeAt: z.string(),
  /** `added`, `edited`, or one of the sides of a conflict: `kept` gave way, `decided` settled it. */
  what: z.enum(['added', 'edited', 'kept', 'decided']),
  photoId: z.string().nullable(),
  fields: z.array(z.object({ field: SharedField, value: SharedValue })),
  /** The registry does not have it yet. */
  waiting: z.boolean(),
});
export type HistoryEntry = z.infer<typeof HistoryEntry>;

export const ServerInfo = z.object({
  /** Such as 17.2. */
  version: z.string(),
  encrypted: z.boolean(),
  products: z.number().int(),
});
export type ServerInfo = z.infer<typeof ServerInfo>;
