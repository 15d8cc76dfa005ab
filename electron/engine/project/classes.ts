import type { PhotoClass } from '@shared/domain';
import { StudioError } from '@shared/errors';
import type { Database } from './database';

/** Colours that stay apart in light and dark and for colour-blind eyes (Okabe and Ito, extended). */
const palette = [
  '#0ea5a4',
  '#e69f00',
  '#56b4e9',
  '#d55e00',
  '#8e6bd6',
  '#cc79a7',
  '#5fa052',
  '#c9b400',
  '#4f74d9',
  '#b06a3b',
];

/** The class of that name, made if there is none. Upper and lower case are the same. */
export async function classNamed(db: Database, name: string, kind: PhotoClass['kind']) {
  const trimmed = name.trim();
  const existing = await db.selectFrom('classes').selectAll().where('name', '=', trimmed).executeTakeFirst();
  if (existing) return existing;
  const { n } = await db
    .selectFrom('classes')
    .select((q) => q.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return db
    .insertInto('classes')
    .values({ name: trimmed, kind, color: palette[n % palette.length] })
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Every class with the number of its photos, products first, by name. */
export async function listClasses(db: Database): Promise<PhotoClass[]> {
  return db
    .selectFrom('classes')
    .leftJoin('photos', (join) =>
      join.onRef('photos.class_id', '=', 'classes.id').on('photos.removed_at', 'is', null),
    )
    .select(['classes.id', 'classes.name', 'classes.kind', 'classes.color'])
    .select((q) => q.fn.count<number>('photos.id').as('count'))
    .groupBy('classes.id')
    .orderBy('classes.kind')
    .orderBy('classes.name')
    .execute();
}

/** Throws `name-taken` when another class has that name. */
export async function assertClassNameFree(db: Database, name: string, except?: number): Promise<void> {
  const taken = await db
    .selectFrom('classes')
    .select('id')
    .where('name', '=', name.trim())
    .executeTakeFirst();
  if (taken && taken.id !== except)
    throw new StudioError('name-taken', `There is a class named “${name.trim()}” already.`, name);
}
