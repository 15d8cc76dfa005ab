import { z } from 'zod';
import type { Database } from './database';

const values = {
  name: z.string(),
  modelRunId: z.string().nullable(),
  /** A file of `models`; `null` for the bundled backbone. */
  backbone: z.string().nullable(),
  threshold: z.number(),
};
type Values = { [K in keyof typeof values]: z.infer<(typeof values)[K]> };

/** A project's settings, each a JSON value in the database. */
export class Settings {
  constructor(private readonly db: Database) {}

  /** `null` where it was never set. */
  async get<K extends keyof Values>(key: K): Promise<Values[K] | null> {
    const row = await this.db
      .selectFrom('settings')
      .select('value')
      .where('key', '=', key)
      .executeTakeFirst();
    return row ? (values[key].parse(JSON.parse(row.value)) as Values[K]) : null;
  }

  async set<K extends keyof Values>(key: K, value: Values[K]): Promise<void> {
    const json = JSON.stringify(value);
    await this.db
      .insertInto('settings')
      .values({ key, value: json })
      .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: json }))
      .execute();
  }
}
