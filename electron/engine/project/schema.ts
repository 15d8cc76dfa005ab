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
    /** When the camera says it was taken, in its local time, ISO 8601 without a zone. */
    taken_at: Generated<string | null>;
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
    /** Names it in every shop; given by a trigger. */
    uid: Generated<string>;
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
    /** As in `products`. */
    uid: Generated<string>;
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
  /** Photos kept to try every model on; `photos` is a JSON array. */
  evaluation_sets: {
    id: Generated<number>;
    name: string;
    created_at: string;
    removed_at: Generated<string | null>;
    photos: string;
  };
  /** What a model said to a set's photos, once a model; `scores` is a JSON array. */
  evaluation_results: {
    id: Generated<number>;
    set_id: number;
    run_id: string | null;
    backbone: string | null;
    made_at: string;
    threshold: number;
    scores: string;
  };
  /** Named states of the dataset; `run_id`: of the run that began with it. */
  dataset_versions: {
    id: Generated<number>;
    name: string;
    made_at: string;
    run_id: string | null;
    photo_count: number;
    content: string;
    /** When it was taken out, to be dropped when the project is opened again. */
    removed_at: string | null;
  };
  /** What versions hold, gzipped JSON by its SHA-256, so that runs on the same photos share it. */
  dataset_contents: { hash: string; content: Uint8Array };
  /** Every id that a class was ever given. */
  class_ids: { id: Generated<number> };
  /** Every change of products and their photos since the project shares them; `seq` null: not yet on the server. */
  registry_changes: {
    n: Generated<number>;
    id: string;
    seq: number | null;
    entity: 'product' | 'reference';
    uid: string;
    /** A JSON object: new values by column. */
    fields: string;
    lost: Generated<0 | 1>;
    resolves: Generated<string | null>;
    author: Generated<string>;
    made_at: string;
    /** Made here. */
    own: Generated<0 | 1>;
  };
  /** One row: which registry is shared, up to where it is known, and whether changes are written down. */
  replica: { registry: string; cursor: number; recording: 0 | 1 };
}

const randomId = `lower(hex(randomblob(16)))`;

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
  [
    ...['products', 'product_references'].flatMap((table) => [
      `ALTER TABLE ${table} ADD COLUMN uid TEXT`,
      `UPDATE ${table} SET uid = ${randomId}`,
      `CREATE UNIQUE INDEX ${table}_by_uid ON ${table} (uid)`,
    ]),
    `CREATE TABLE registry_changes (
      n INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      seq INTEGER,
      entity TEXT NOT NULL CHECK (entity IN ('product', 'reference')),
      uid TEXT NOT NULL,
      fields TEXT NOT NULL,
      lost INTEGER NOT NULL DEFAULT 0 CHECK (lost IN (0, 1)),
      resolves TEXT,
      author TEXT NOT NULL DEFAULT '',
      made_at TEXT NOT NULL,
      own INTEGER NOT NULL DEFAULT 1 CHECK (own IN (0, 1))
    ) STRICT`,
    `CREATE INDEX registry_changes_by_uid ON registry_changes (uid)`,
    `CREATE INDEX registry_changes_waiting ON registry_changes (n) WHERE seq IS NULL`,
    `CREATE INDEX registry_changes_lost ON registry_changes (id) WHERE lost = 1`,
    `CREATE TABLE replica (registry TEXT NOT NULL, cursor INTEGER NOT NULL, recording INTEGER NOT NULL) STRICT`,
    `INSERT INTO replica VALUES ('', 0, 0)`,
    ...writtenDown('products', 'product', [
      ...['name', 'reading', 'maker', 'category', 'container', 'volume_ml', 'code', 'price', 'tags'],
      ...['active_from', 'active_until', 'notes', 'created_at'],
    ]),
    ...writtenDown('product_references', 'reference', [
      ...['photo_id', 'extension', 'position', 'angle', 'weight', 'active', 'box'],
    ]),
  ],
  [
    `CREATE TABLE evaluation_sets (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL,
      created_at TEXT NOT NULL,
      removed_at TEXT,
      photos TEXT NOT NULL
    ) STRICT`,
    `CREATE TABLE evaluation_results (
      id INTEGER PRIMARY KEY,
      set_id INTEGER NOT NULL REFERENCES evaluation_sets (id) ON DELETE CASCADE,
      run_id TEXT,
      backbone TEXT,
      made_at TEXT NOT NULL,
      threshold REAL NOT NULL,
      scores TEXT NOT NULL
    ) STRICT`,
    `CREATE INDEX evaluation_results_by_set ON evaluation_results (set_id, made_at)`,
  ],
  [`ALTER TABLE photos ADD COLUMN taken_at TEXT`],
  [
    `CREATE TABLE dataset_contents (hash TEXT PRIMARY KEY, content BLOB NOT NULL) STRICT`,
    `CREATE TABLE dataset_versions (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL,
      made_at TEXT NOT NULL,
      run_id TEXT,
      photo_count INTEGER NOT NULL,
      content TEXT NOT NULL REFERENCES dataset_contents (hash)
    ) STRICT`,
  ],
  [`ALTER TABLE dataset_versions ADD COLUMN removed_at TEXT`],
];

function countedChange(name: string, what: string): string {
  return `CREATE TRIGGER gallery_${name} AFTER ${what} BEGIN UPDATE gallery_changes SET n = n + 1; END`;
}

/** Triggers that name new rows of a table and write down what changes in it while the project shares them. */
function writtenDown(table: string, entity: string, columns: readonly string[]): string[] {
  const now = `strftime('%Y-%m-%dT%H:%M:%fZ', 'now')`;
  const into = `INSERT INTO registry_changes (id, entity, uid, fields, made_at)
    SELECT ${randomId}, '${entity}', (SELECT uid FROM ${table} WHERE id = NEW.id)`;
  const isRecording = `(SELECT recording FROM replica) = 1`;
  // Names differ in upper and lower case alone, too, so their collation must not be used.
  const changed = columns.map(
    (column) => `SELECT '${column}' AS key, NEW.${column} AS value
      WHERE NEW.${column} IS NOT OLD.${column} COLLATE BINARY`,
  );
  const removed = `SELECT 'removed' AS key, NEW.removed_at IS NOT NULL AS value
      WHERE (NEW.removed_at IS NULL) <> (OLD.removed_at IS NULL)`;
  return [
    `CREATE TRIGGER ${table}_named AFTER INSERT ON ${table} BEGIN
      UPDATE ${table} SET uid = ${randomId} WHERE id = NEW.id AND uid IS NULL;
      ${into}, ${wholeRow('NEW', entity, columns)}, ${now} WHERE ${isRecording};
    END`,
    `CREATE TRIGGER ${table}_edited AFTER UPDATE OF ${columns.join(', ')}, removed_at ON ${table}
    WHEN ${isRecording} BEGIN
      ${into}, fields, ${now}
      FROM (SELECT json_group_object(key, value) AS fields FROM (${[...changed, removed].join(' UNION ALL ')}))
      WHERE fields <> '{}';
    END`,
  ];
}

/** SQL of a row's values as they are written down; `row`: its alias. */
function wholeRow(row: string, entity: string, columns: readonly string[]): string {
  const values = columns.map((column) => `'${column}', ${row}.${column}`);
  const product = `'product', (SELECT uid FROM products WHERE id = ${row}.product_id)`;
  const pairs = [
    ...values,
    `'removed', ${row}.removed_at IS NOT NULL`,
    ...(entity === 'reference' ? [product] : []),
  ];
  return `json_object(${pairs.join(', ')})`;
}
