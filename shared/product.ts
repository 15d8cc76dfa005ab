import { z } from 'zod';
import { isGtin } from './gtin';

/** What a shop writes down about a product beside its photos. */

export const containers = ['pet', 'can', 'glass', 'carton', 'pouch', 'other'] as const;
export const Container = z.enum(containers);
export type Container = z.infer<typeof Container>;

/** The side of a product that a registered photo shows. */
export const angles = ['front', 'left', 'right', 'back'] as const;
export const Angle = z.enum(angles);
export type Angle = z.infer<typeof Angle>;

/** Characters that part tags in one line of text, so no tag has them. */
export const tagSeparators = /[,;|、，；]/;

const word = z.string().max(120);
const Tag = z
  .string()
  .min(1)
  .max(40)
  .refine((tag) => !tagSeparators.test(tag));

export const ProductDetails = z.object({
  /** How its name is read, in kana. */
  reading: word,
  maker: word,
  category: word,
  container: Container.nullable(),
  volumeMl: z.number().int().min(1).max(1_000_000).nullable(),
  /** A GTIN-13 or GTIN-8, or empty. */
  code: z.string().refine((code) => code === '' || isGtin(code)),
  price: z.number().min(0).max(1_000_000_000).nullable(),
  tags: z.array(Tag).max(30),
  /** The days, both included, on which it is sold; `null`: no end on that side. */
  activeFrom: z.iso.date().nullable(),
  activeUntil: z.iso.date().nullable(),
  notes: z.string().max(4000),
});
export type ProductDetails = z.infer<typeof ProductDetails>;

export const ProductFields = ProductDetails.extend({ name: z.string().trim().min(1).max(255) });
export type ProductFields = z.infer<typeof ProductFields>;
export type ProductField = keyof ProductFields;

/** In the order of columns and forms. */
export const productFields = [
  'name',
  'reading',
  'maker',
  'category',
  'container',
  'volumeMl',
  'code',
  'price',
  'tags',
  'activeFrom',
  'activeUntil',
  'notes',
] as const satisfies readonly ProductField[];

export const noDetails: ProductDetails = {
  reading: '',
  maker: '',
  category: '',
  container: null,
  volumeMl: null,
  code: '',
  price: null,
  tags: [],
  activeFrom: null,
  activeUntil: null,
  notes: '',
};

/** New values for some fields of one product. */
export const ProductChange = z.object({ id: z.number().int(), fields: ProductFields.partial() });
export type ProductChange = z.infer<typeof ProductChange>;

type Period = Pick<ProductDetails, 'activeFrom' | 'activeUntil'>;

/** Whether its first day is not after its last. ISO dates sort as text. */
export const isPeriod = ({ activeFrom, activeUntil }: Period): boolean =>
  !activeFrom || !activeUntil || activeFrom <= activeUntil;

/** Whether it is sold on an ISO day. */
export const isActiveOn = ({ activeFrom, activeUntil }: Period, day: string): boolean =>
  (!activeFrom || activeFrom <= day) && (!activeUntil || day <= activeUntil);
