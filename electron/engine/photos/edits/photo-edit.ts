import { z } from 'zod';
import { ClassKind, Split } from '@shared/domain';

/** What may change of a photo; the names are the columns'. */
export const PhotoState = z
  .object({
    class_id: z.number().nullable(),
    split: Split,
    box: z.string().nullable(),
    removed_at: z.string().nullable(),
  })
  .partial();
export type PhotoState = z.infer<typeof PhotoState>;
export const stateColumns = PhotoState.keyof().options;

export const ClassRow = z.object({ id: z.number(), name: z.string(), kind: ClassKind, color: z.string() });
export type ClassRow = z.infer<typeof ClassRow>;
export const classColumns = ClassRow.keyof().options;

/** One step that can be undone: photos that changed alike, and classes; `null` where a class is not there. */
export const PhotoEdit = z.object({
  photos: z.array(z.object({ ids: z.array(z.string()), before: PhotoState, after: PhotoState })),
  classes: z.array(z.object({ before: ClassRow.nullable(), after: ClassRow.nullable() })),
});
export type PhotoEdit = z.infer<typeof PhotoEdit>;
