import { z } from 'zod';
import { BackboneName } from '@shared/domain';
import { RunId } from '@shared/training';
import { parseJson } from '../parse-json';
import type { Database } from './database';

const values = {
  name: z.string(),
  modelRunId: RunId.nullable(),
  /** A file of `models`; `null` for the bundled backbone. */
  backbone: BackboneName.nullable(),
  threshold: z.number(),
  /** By product id, as in `Project`. */
  productShifts: z.record(z.string(), z.number()).nullable(),
  /** What this studio is called where products are shared. */
  shop: z.string(),
};
type Values = { [K in keyof typeof values]: z.infer<(typeof values)[K]> };

/** A project's settings, each a JSON value in the database. */
export class Settings {
  constructor(private readonly db: Database) {}

  /** `null` where it was never set, or where somebody has written what it cannot be. */
  async get<K extends keyof Values>(key: K): Promise<Values[K] | null> {
    const row = await this.db
      .selectFrom('settings')
      .select('value')
      .where('key', '=', key)
      .executeTakeFirst();
    const parsed = row && values[key].safeParse(parseJson(row.value));
    return parsed?.success ? (parsed.data as Values[K]) : null;
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
