/** The tables of the relay's store in PostgreSQL. */
import type { Pool } from 'pg';

/** Is stored beside the tables. Raise it with each change of the tables and their indexes. */
const SCHEMA_VERSION = '2';
/** Lists the reports in the order of their bytes, and reads no report. An index on the id alone has the database's own order. */
const LIST_INDEX = `
  CREATE INDEX IF NOT EXISTS reports_list ON reports (id COLLATE "C") INCLUDE (arrived_on, size) WHERE deleted_on IS NULL;
`;
const SAVE_VERSION = `
  INSERT INTO settings (name, value) VALUES ('schema', '${SCHEMA_VERSION}')
    ON CONFLICT (name) DO UPDATE SET value = excluded.value;
`;
const SCHEMA = `
  CREATE TABLE IF NOT EXISTS reports (
    id text PRIMARY KEY,
    key_hash bytea NOT NULL UNIQUE,
    arrived_on date NOT NULL,
    size integer NOT NULL,
    sealed bytea,
    deleted_on date,
    withdraw_hash bytea
  );
  ALTER TABLE reports ALTER COLUMN sealed SET STORAGE EXTERNAL;
  ALTER TABLE reports ADD COLUMN IF NOT EXISTS withdrawn boolean NOT NULL DEFAULT false;
  CREATE INDEX IF NOT EXISTS reports_withdraw ON reports (withdraw_hash) WHERE withdraw_hash IS NOT NULL;
  CREATE INDEX IF NOT EXISTS reports_arrived ON reports (arrived_on) WHERE deleted_on IS NULL;
  CREATE TABLE IF NOT EXISTS tokens (name text PRIMARY KEY, hash bytea NOT NULL, made_on date NOT NULL);
  CREATE TABLE IF NOT EXISTS settings (name text PRIMARY KEY, value bytea NOT NULL);
  CREATE TABLE IF NOT EXISTS usage (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    bytes bigint NOT NULL,
    reports bigint NOT NULL
  );
  INSERT INTO usage (bytes, reports)
    SELECT coalesce(sum(size), 0), count(*) FROM reports WHERE deleted_on IS NULL ON CONFLICT DO NOTHING;
`;
/** Any number: the advisory lock that a relay holds while it creates the tables. */
const SCHEMA_LOCK_ID = 7_421_337;
/** PostgreSQL's code for a table that is not there. */
const UNDEFINED_TABLE = '42P01';

/**
 * Creates the tables that are missing. A store of this version is left alone. ALTER TABLE waits for whoever reads the table,
 * such as pg_dump, and every relay of the store would wait behind it.
 */
export async function ensureSchema(pool: Pool): Promise<void> {
  const version = await readVersion(pool);
  if (version === SCHEMA_VERSION) return;
  // Version 1 lacks the index alone. Whoever reads does not keep its making back, and reports wait for a moment.
  const missing = version === '1' ? LIST_INDEX : `${SCHEMA}${LIST_INDEX}`;
  // Several statements in one query are one transaction.
  await pool.query(`SELECT pg_advisory_xact_lock(${SCHEMA_LOCK_ID}); ${missing}${SAVE_VERSION}`);
}

/** Null for a new store, or one of an earlier relay, which stored no version. */
async function readVersion(pool: Pool): Promise<string | null> {
  try {
    const { rows } = await pool.query<{ value: Buffer }>(`SELECT value FROM settings WHERE name = 'schema'`);
    return rows[0]?.value.toString() ?? null;
  } catch (error) {
    if ((error as { code?: unknown }).code === UNDEFINED_TABLE) return null;
    throw error;
  }
}
