import type { Generated } from 'kysely';
import type { Split } from '@shared/domain';
import type { Angle, Container } from '@shared/product';

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
    /** A JSON object; `null` for all of the photo. */
    box: Generated<string | null>;
  };
  products: {
    id: Generated<number>;
    name: string;
    reading: Generated<string>;
    maker: Generated<string>;
    category: Generated<string>;
    container: Generated<Container | null>;
    volume_ml: Generated<number | null>;
    code: Generated<string>;
    price: Generated<number | null>;
    /** A JSON array. */
    tags: Generated<string>;
    active_from: Generated<string | null>;
    active_until: Generated<string | null>;
    notes: Generated<string>;
    created_at: string;
    removed_at: string | null;
  };
  /** What was edited, so that it can be undone; `edit` is JSON. */
  product_edits: { id: Generated<number>; edited_at: string; undone: Generated<0 | 1>; edit: string };
  /** Registered photos. `weight`: what its likeness counts, 0–1; `active` 0: it is kept but not compared. */
  product_references: {
    id: Generated<number>;
    product_id: number;
    photo_id: string;
    extension: string;
    position: number;
    angle: Angle | null;
    weight: Generated<number>;
    active: Generated<0 | 1>;
    removed_at: Generated<string | null>;
    /** What of the photo is described; as in `photos`. */
    box: Generated<string | null>;
  };
  /** `embedding`: 1280 float32 numbers of unit length; `cells`: int8 local descriptors; made by the model named `model`. */
  product_descriptors: {
    id: Generated<number>;
    reference_id: number;
    model: string;
    embedding: Uint8Array;
    cells: Uint8Array;
  };
  /** One row; `n` grows with every change of what photos are compared with. */
  gallery_changes: { n: number };
  /** What was done to photos and classes, so that it can be undone; `edit` is JSON. */
  photo_edits: { id: Generated<number>; edited_at: string; undone: Generated<0 | 1>; edit: string };
  /** Every id that a class was ever given. */
  class_ids: { id: Generated<number> };
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
  [
    ...[
      `reading TEXT NOT NULL DEFAULT ''`,
      `maker TEXT NOT NULL DEFAULT ''`,
      `category TEXT NOT NULL DEFAULT ''`,
      `container TEXT CHECK (container IN ('pet', 'can', 'glass', 'carton', 'pouch', 'other'))`,
      `volume_ml INTEGER`,
      `code TEXT NOT NULL DEFAULT ''`,
      `price REAL`,
      `tags TEXT NOT NULL DEFAULT '[]'`,
      `active_from TEXT`,
      `active_until TEXT`,
      `notes TEXT NOT NULL DEFAULT ''`,
    ].map((column) => `ALTER TABLE products ADD COLUMN ${column}`),
    `CREATE UNIQUE INDEX products_by_code ON products (code) WHERE removed_at IS NULL AND code <> ''`,
    `CREATE TABLE product_edits (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      edited_at TEXT NOT NULL,
      undone INTEGER NOT NULL DEFAULT 0 CHECK (undone IN (0, 1)),
      edit TEXT NOT NULL
    ) STRICT`,
  ],
  // A reference has a description by each model that is being put to use, so that the old one answers meanwhile.
  [
    `CREATE TABLE product_descriptors (
      id INTEGER PRIMARY KEY,
      reference_id INTEGER NOT NULL REFERENCES product_references (id) ON DELETE CASCADE,
      model TEXT NOT NULL,
      embedding BLOB NOT NULL,
      cells BLOB NOT NULL
    ) STRICT`,
    `INSERT INTO product_descriptors (reference_id, model, embedding, cells)
      SELECT id, model, embedding, cells FROM product_references WHERE model <> '' ORDER BY id`,
    `CREATE UNIQUE INDEX descriptors_by_reference ON product_descriptors (reference_id, model)`,
    ...['model', 'embedding', 'cells'].map(
      (column) => `ALTER TABLE product_references DROP COLUMN ${column}`,
    ),
    `ALTER TABLE product_references ADD COLUMN angle TEXT CHECK (angle IN ('front', 'left', 'right', 'back'))`,
    `ALTER TABLE product_references ADD COLUMN weight REAL NOT NULL DEFAULT 1 CHECK (weight > 0 AND weight <= 1)`,
    `ALTER TABLE product_references ADD COLUMN active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1))`,
    `ALTER TABLE product_references ADD COLUMN removed_at TEXT`,
    `CREATE TABLE gallery_changes (n INTEGER NOT NULL) STRICT`,
    `INSERT INTO gallery_changes VALUES (0)`,
    ...['product_references', 'product_descriptors'].flatMap((table) =>
      ['INSERT', 'UPDATE', 'DELETE'].map((what) => countedChange(`${table}_${what}`, `${what} ON ${table}`)),
    ),
    countedChange('products_shown', 'UPDATE OF name, removed_at ON products'),
    countedChange('products_gone', 'DELETE ON products'),
  ],
  [`ALTER TABLE photos ADD COLUMN box TEXT`],
  [
    `ALTER TABLE product_references ADD COLUMN box TEXT`,
    `CREATE TABLE photo_edits (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      edited_at TEXT NOT NULL,
      undone INTEGER NOT NULL DEFAULT 0 CHECK (undone IN (0, 1)),
      edit TEXT NOT NULL
    ) STRICT`,
    `CREATE TABLE class_ids (id INTEGER PRIMARY KEY AUTOINCREMENT) STRICT`,
    `INSERT INTO class_ids SELECT id FROM classes`,
  ],
];

function countedChange(name: string, what: string): string {
  return `CREATE TRIGGER gallery_${name} AFTER ${what} BEGIN UPDATE gallery_changes SET n = n + 1; END`;
}
