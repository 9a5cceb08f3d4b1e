/** The tables of the relay's store as one SQLite file. */

/** The schema, as the steps from one format to the next; `PRAGMA user_version` counts the steps that were applied. */
export const MIGRATIONS = [
  `CREATE TABLE reports (
     id TEXT PRIMARY KEY,
     key_hash BLOB NOT NULL UNIQUE,
     arrived_on TEXT NOT NULL,
     size INTEGER NOT NULL,
     sealed BLOB,
     deleted_on TEXT
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE tokens (name TEXT PRIMARY KEY, hash BLOB NOT NULL, made_on TEXT NOT NULL) STRICT, WITHOUT ROWID;`,
  `ALTER TABLE reports ADD COLUMN withdraw_hash BLOB;
   CREATE INDEX reports_withdraw ON reports (withdraw_hash) WHERE withdraw_hash IS NOT NULL;
   CREATE INDEX reports_arrived ON reports (arrived_on) WHERE deleted_on IS NULL;
   CREATE TABLE settings (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;`,
  // Counts and lists the reports without reading their bytes.
  `CREATE INDEX reports_held ON reports (id, arrived_on, size) WHERE deleted_on IS NULL;`,
  `ALTER TABLE reports ADD COLUMN withdrawn INTEGER NOT NULL DEFAULT 0;`,
  // SQLite reads no row only where the index holds each column that is named, also that of its own condition. The other index
  // finds the keys to forget.
  `DROP INDEX reports_held;
   CREATE INDEX reports_held ON reports (id, arrived_on, size, deleted_on) WHERE deleted_on IS NULL;
   CREATE INDEX reports_deleted ON reports (deleted_on) WHERE deleted_on IS NOT NULL;`,
];
