import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'libsql';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../../electron/engine/project/database';
import { migrations } from '../../../electron/engine/project/schema';
import { Settings } from '../../../electron/engine/project/settings';

describe('the database', () => {
  let folder: string;
  let path: string;
  let db: Database;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ramune-database-'));
    path = join(folder, 'ramune.db');
    db = openDatabase(path);
  });
  afterEach(async () => {
    await db.destroy();
    await rm(folder, { recursive: true });
  });

  const pragma = (name: string) => {
    const raw = new Sqlite(path);
    const row = raw.prepare(`PRAGMA ${name}`).get() as Record<string, unknown>;
    raw.close();
    return row[name];
  };

  it('comes from an empty file to the newest version, once', async () => {
    expect(pragma('user_version')).toBe(migrations.length);
    expect(pragma('journal_mode')).toBe('wal');
    const tables = await db.introspection.getTables();
    expect(tables.map(({ name }) => name).sort()).toEqual([
      'class_ids',
      'classes',
      'dataset_contents',
      'dataset_versions',
      'evaluation_results',
      'evaluation_sets',
      'gallery_changes',
      'photo_edits',
      'photos',
      'product_descriptors',
      'product_edits',
      'product_references',
      'products',
      'registry_changes',
      'replica',
      'settings',
    ]);
    const settings = new Settings(db);
    await settings.set('name', 'Kiosk');
    await db.destroy();
    db = openDatabase(path);
    expect(await new Settings(db).get('name')).toBe('Kiosk');
  });

  it('keeps settings as they were, `null` where never set', async () => {
    const settings = new Settings(db);
    expect(await settings.get('threshold')).toBeNull();
    for (const name of ['', '"', 'お茶 🍵', "'; DROP TABLE settings; --"]) {
      await settings.set('name', name);
      expect(await settings.get('name')).toBe(name);
    }
    for (const threshold of [0, -1, 0.1 + 0.2, 1]) {
      await settings.set('threshold', threshold);
      expect(await settings.get('threshold')).toBe(threshold);
    }
  });

  it('refuses rows that point nowhere or break the rules', async () => {
    const photo = { name: 'a', width: 1, height: 1, extension: '.jpg', imported_at: '', removed_at: null };
    const insert = (values: { id: string; class_id: number | null; split: 'train' }) =>
      db
        .insertInto('photos')
        .values({ ...photo, ...values })
        .execute();
    await expect(insert({ id: 'a', class_id: 99, split: 'train' })).rejects.toThrow(/FOREIGN KEY/);
    await expect(insert({ id: 'a', class_id: null, split: 'practice' as 'train' })).rejects.toThrow(/CHECK/);
    await insert({ id: 'a', class_id: null, split: 'train' });
    await expect(insert({ id: 'a', class_id: null, split: 'train' })).rejects.toThrow(/UNIQUE/);
  });

  it('rolls a transaction back whole', async () => {
    const failing = db.transaction().execute(async (tx) => {
      await new Settings(tx).set('name', 'half');
      throw new Error('stop');
    });
    await expect(failing).rejects.toThrow('stop');
    expect(await new Settings(db).get('name')).toBeNull();
  });
});
