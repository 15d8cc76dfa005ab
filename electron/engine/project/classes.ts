import type { Selectable } from 'kysely';
import { classColors } from '@shared/class-colors';
import type { PhotoClass } from '@shared/domain';
import { StudioError } from '@shared/errors';
import { cleanName } from './clean-name';
import type { Database } from './database';
import type { Schema } from './schema';

/** The class of things that are no products, where nothing says what they are. */
export const unknownName = 'Unknown';

/**
 * The class of that name, made if there is none. Upper and lower case are the same. Things that are no products never
 * come into a product's class: theirs is set apart by its name. `made`: by this call.
 */
export async function classNamed(
  db: Database,
  given: string,
  kind: PhotoClass['kind'],
): Promise<{ row: Selectable<Schema['classes']>; made: boolean }> {
  const name = cleanName(given);
  const existing = await db.selectFrom('classes').selectAll().where('name', '=', name).executeTakeFirst();
  if (existing?.kind === 'product' && kind === 'unknown') return classNamed(db, `${name} (unknown)`, kind);
  if (existing) return { row: existing, made: false };
  const row = await db
    .insertInto('classes')
    .values({ id: await nextClassId(db), name, kind, color: await nextColor(db) })
    .returningAll()
    .executeTakeFirstOrThrow();
  return { row, made: true };
}

/** An id that no class ever had, since an edit that is undone puts classes back under theirs. */
export async function nextClassId(db: Database): Promise<number> {
  const insert = db.insertInto('class_ids').defaultValues().returning('id');
  return (await insert.executeTakeFirstOrThrow()).id;
}

/** The colour of the palette that comes next. */
export async function nextColor(db: Database): Promise<string> {
  const { n } = await db
    .selectFrom('classes')
    .select((q) => q.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return classColors[n % classColors.length];
}

/** Every class with the number of its photos, products first, by name. */
export async function listClasses(db: Database): Promise<PhotoClass[]> {
  // Counted once over all photos; a join with each of them takes twenty times as long.
  const counts = db
    .selectFrom('photos')
    .select(['class_id', (q) => q.fn.countAll<number>().as('n')])
    .where('removed_at', 'is', null)
    .groupBy('class_id');
  return db
    .selectFrom('classes')
    .leftJoin(counts.as('counts'), 'counts.class_id', 'classes.id')
    .select(['id', 'name', 'kind', 'color', (q) => q.fn.coalesce('n', q.val(0)).as('count')])
    .orderBy('kind')
    .orderBy('name')
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
export async function classRow(db: Database, id: number): Promise<Selectable<Schema['classes']>> {
  const row = await db.selectFrom('classes').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) throw new StudioError('not-found', 'This class is not there any more.', String(id));
  return row;
}
