import type { z } from 'zod';
import { StudioError } from '@shared/errors';
import type { Database } from './database';

const kept = 200;

/** What was done, newest last, so that Ctrl+Z goes back over a restart. Edits are kept as JSON that `schema` reads. */
export class EditLog<E> {
  /** The tables are alike, so one type stands for both. */
  private readonly table: 'photo_edits';

  constructor(
    table: 'photo_edits' | 'product_edits',
    private readonly schema: z.ZodType<E>,
  ) {
    this.table = table as 'photo_edits';
  }

  /** Keeps an edit that has been done; those that were undone can then not be done again, and the oldest go. */
  async record(db: Database, edit: E): Promise<number> {
    await db.deleteFrom(this.table).where('undone', '=', 1).execute();
    const { id } = await db
      .insertInto(this.table)
      .values({ edited_at: new Date().toISOString(), edit: JSON.stringify(edit) })
      .returning('id')
      .executeTakeFirstOrThrow();
    const newest = db.selectFrom(this.table).select('id').orderBy('id', 'desc').limit(kept);
    await db.deleteFrom(this.table).where('id', 'not in', newest).execute();
    return id;
  }

  /** Throws `not-found` for one that is not kept any more. */
  async read(db: Database, id: number): Promise<{ edit: E; undone: boolean }> {
    const row = await db.selectFrom(this.table).selectAll().where('id', '=', id).executeTakeFirst();
    if (!row) throw new StudioError('not-found', 'This edit is not kept any more.');
    return { edit: this.schema.parse(JSON.parse(row.edit)), undone: row.undone === 1 };
  }

  async markUndone(db: Database, id: number, undone: boolean): Promise<void> {
    await db
      .updateTable(this.table)
      .set({ undone: undone ? 1 : 0 })
      .where('id', '=', id)
      .execute();
  }

  async list(db: Database): Promise<{ edit: number; undone: boolean; at: string }[]> {
    const rows = await db
      .selectFrom(this.table)
      .select(['id', 'undone', 'edited_at'])
      .orderBy('id')
      .execute();
    return rows.map(({ id, undone, edited_at }) => ({ edit: id, undone: undone === 1, at: edited_at }));
  }
}
