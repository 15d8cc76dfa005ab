import type { PhotoClass } from '@shared/domain';
import { StudioError } from '@shared/errors';
import { cleanName } from './clean-name';
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
export async function classNamed(db: Database, given: string, kind: PhotoClass['kind']) {
  const name = cleanName(given);
  const existing = await db.selectFrom('classes').selectAll().where('name', '=', name).executeTakeFirst();
  if (existing) return existing;
  const { n } = await db
    .selectFrom('classes')
    .select((q) => q.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return db
    .insertInto('classes')
    .values({ name, kind, color: palette[n % palette.length] })
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

/** The name as it is kept. Throws `name-taken` when another class has it. */
export async function freeClassName(db: Database, given: string, except?: number): Promise<string> {
  const name = cleanName(given);
  const taken = await db.selectFrom('classes').select('id').where('name', '=', name).executeTakeFirst();
  if (taken && taken.id !== except)
    throw new StudioError('name-taken', `There is a class named “${name}” already.`, name);
  return name;
}

/** Throws `not-found`. */
export async function assertClassExists(db: Database, id: number): Promise<void> {
  const row = await db.selectFrom('classes').select('id').where('id', '=', id).executeTakeFirst();
  if (!row) throw new StudioError('not-found', 'This class is not there any more.', String(id));
}
