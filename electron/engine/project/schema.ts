import type { Generated } from 'kysely';
import type { Split } from '@shared/domain';

/** The tables of ramune.db, as kysely sees them. Times are ISO 8601, UTC; `removed_at` null means it is there. */
export interface Schema {
  settings: { key: string; value: string };
  classes: { id: Generated<number>; name: string; kind: 'product' | 'unknown'; color: string };
  photos: {
    /** SHA-256 of the bytes. */
    id: string;
    name: string;
    class_id: number | null;
    split: Split;
    width: number;
    height: number;
    extension: string;
    imported_at: string;
    removed_at: string | null;
  };
  products: { id: Generated<number>; name: string; created_at: string; removed_at: string | null };
  /** `embedding`: 1280 float32 numbers of unit length; `cells`: int8 local descriptors; made by the model named `model`. */
  product_references: {
    id: Generated<number>;
    product_id: number;
    photo_id: string;
    extension: string;
    position: number;
    model: string;
    embedding: Uint8Array;
    cells: Uint8Array;
  };
}

/** Appended to, never edited: entry i brings a database from version i to i + 1. */
export const migrations: readonly (readonly string[])[] = [
  [
    `CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT`,
    `CREATE TABLE classes (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL UNIQUE COLLATE NOCASE,
      kind TEXT NOT NULL CHECK (kind IN ('product', 'unknown')),
      color TEXT NOT NULL
    ) STRICT`,
    `CREATE TABLE photos (
      id TEXT PRIMARY KEY,
      name TEXT NOT NULL,
      class_id INTEGER REFERENCES classes (id) ON DELETE SET NULL,
      split TEXT NOT NULL CHECK (split IN ('train', 'val', 'test')),
      width INTEGER NOT NULL,
      height INTEGER NOT NULL,
      extension TEXT NOT NULL,
      imported_at TEXT NOT NULL,
      removed_at TEXT
    ) STRICT`,
    `CREATE INDEX photos_by_class ON photos (class_id, name)`,
    `CREATE TABLE products (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL COLLATE NOCASE,
      created_at TEXT NOT NULL,
      removed_at TEXT
    ) STRICT`,
    `CREATE UNIQUE INDEX products_by_name ON products (name) WHERE removed_at IS NULL`,
    `CREATE TABLE product_references (
      id INTEGER PRIMARY KEY,
      product_id INTEGER NOT NULL REFERENCES products (id) ON DELETE CASCADE,
      photo_id TEXT NOT NULL,
      extension TEXT NOT NULL,
      position INTEGER NOT NULL,
      model TEXT NOT NULL,
      embedding BLOB NOT NULL
    ) STRICT`,
    `CREATE INDEX references_by_product ON product_references (product_id, position)`,
  ],
  // No model has this name, so the references are described anew when the project is opened.
  [
    `ALTER TABLE product_references ADD COLUMN cells BLOB NOT NULL DEFAULT x''`,
    `UPDATE product_references SET model = ''`,
  ],
];
