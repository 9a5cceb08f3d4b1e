/** The relay's store in PostgreSQL: several relays may share it, since nothing that matters is kept in their memory. */
import { randomBytes } from 'node:crypto';
import { Pool, type QueryResultRow } from 'pg';
import {
  hashSecret,
  newReportId,
  type AddResult,
  type NewReport,
  type RelayStore,
  type StoredReport,
  type StoredToken,
} from './relay-store.ts';

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
  CREATE INDEX IF NOT EXISTS reports_withdraw ON reports (withdraw_hash) WHERE withdraw_hash IS NOT NULL;
  CREATE INDEX IF NOT EXISTS reports_arrived ON reports (arrived_on) WHERE deleted_on IS NULL;
  CREATE TABLE IF NOT EXISTS tokens (name text PRIMARY KEY, hash bytea NOT NULL, made_on date NOT NULL);
  CREATE TABLE IF NOT EXISTS settings (name text PRIMARY KEY, value bytea NOT NULL);
`;
/** Any number; held while the tables are made, so that two relays do not make them at once. */
const SCHEMA_LOCK_ID = 7_421_337;
/** Connections of one relay. */
const MAX_CONNECTIONS = 10;
/** How long a count of what is held is used, milliseconds: so far several relays together may pass the capacity. */
const USAGE_CACHE_MS = 5_000;

export class PostgresStore implements RelayStore {
  readonly #pool: Pool;
  #usage: { bytes: number; reports: number } = { bytes: 0, reports: 0 };
  #countedAt = Number.NEGATIVE_INFINITY;

  private constructor(pool: Pool) {
    this.#pool = pool;
  }

  /** Connects, and makes the tables where they are missing. Rejects when it cannot. */
  static async open(databaseUrl: string): Promise<PostgresStore> {
    // Durable whatever the server's default is.
    const pool = new Pool({
      connectionString: databaseUrl,
      max: MAX_CONNECTIONS,
      connectionTimeoutMillis: 10_000,
      options: '-c synchronous_commit=on',
    });
    // A lost idle connection is replaced at the next use; without a listener it would end the process.
    pool.on('error', (error) => console.error(`relay: the database went away (${error.name})`));
    try {
      // Several statements in one query are one transaction.
      await pool.query(`SELECT pg_advisory_xact_lock(${SCHEMA_LOCK_ID}); ${SCHEMA}`);
      return new PostgresStore(pool);
    } catch (error) {
      await pool.end();
      throw new Error(`the database cannot be used: ${error instanceof Error ? error.message : String(error)}`, {
        cause: error,
      });
    }
  }

  async add({ key, sealed, withdrawHash }: NewReport, day: string, capacity: number): Promise<AddResult> {
    const hash = hashSecret(key);
    const { bytes } = await this.usage();
    const insert = `INSERT INTO reports (id, key_hash, arrived_on, size, sealed, withdraw_hash)
      SELECT $1, $2, $3, $4::integer, $5, $6 WHERE $7::boolean ON CONFLICT (key_hash) DO NOTHING`;
    const hasRoom = bytes + sealed.length <= capacity;
    const values = [newReportId(), hash, day, sealed.length, Buffer.from(sealed), withdrawHash, hasRoom];
    if ((await this.#pool.query(insert, values)).rowCount === 1) {
      this.#usage = { bytes: this.#usage.bytes + sealed.length, reports: this.#usage.reports + 1 };
      return 'stored';
    }
    const known = await this.#rows<{ sealed: Buffer | null }>('SELECT sealed FROM reports WHERE key_hash = $1', [hash]);
    const row = known[0];
    if (row === undefined) return 'full';
    return row.sealed === null || Buffer.compare(row.sealed, sealed) === 0 ? 'known' : 'conflict';
  }

  async #rows<R extends QueryResultRow>(text: string, values: unknown[] = []): Promise<R[]> {
    return (await this.#pool.query<R>(text, values)).rows;
  }

  async list(after: string, limit: number): Promise<StoredReport[]> {
    const columns = `id, to_char(arrived_on, 'YYYY-MM-DD') AS "arrivedOn", size`;
    // Ids are compared as bytes, whatever the database's language is.
    const where = `WHERE id COLLATE "C" > $1 AND deleted_on IS NULL ORDER BY id COLLATE "C" LIMIT $2`;
    return await this.#rows<StoredReport>(`SELECT ${columns} FROM reports ${where}`, [after, limit]);
  }

  async sealed(id: string): Promise<Uint8Array | null> {
    return (
      (await this.#rows<{ sealed: Buffer | null }>('SELECT sealed FROM reports WHERE id = $1', [id]))[0]?.sealed ?? null
    );
  }

  async delete(id: string, day: string): Promise<boolean> {
    return (await this.#deleteWhere('id = $2', id, day)) > 0;
  }

  async withdraw(secret: string, day: string): Promise<boolean> {
    return (await this.#deleteWhere('withdraw_hash = $2', hashSecret(secret), day)) > 0;
  }

  async #deleteWhere(condition: string, value: unknown, day: string): Promise<number> {
    const gone = 'sealed = NULL, withdraw_hash = NULL, deleted_on = $1';
    const update = `UPDATE reports SET ${gone} WHERE ${condition} AND deleted_on IS NULL`;
    this.#countedAt = Number.NEGATIVE_INFINITY;
    return (await this.#pool.query(update, [day, value])).rowCount ?? 0;
  }

  async deleteExpired(deletedBefore: string, arrivedBefore: string, day: string): Promise<void> {
    await this.#pool.query('DELETE FROM reports WHERE deleted_on < $1', [deletedBefore]);
    await this.#deleteWhere('arrived_on < $2', arrivedBefore, day);
  }

  async usage(): Promise<{ bytes: number; reports: number }> {
    if (performance.now() - this.#countedAt > USAGE_CACHE_MS) {
      this.#countedAt = performance.now();
      const text = 'SELECT coalesce(sum(size), 0) AS bytes, count(*) AS reports FROM reports WHERE deleted_on IS NULL';
      const row = (await this.#rows<{ bytes: string; reports: string }>(text))[0];
      this.#usage = { bytes: Number(row?.bytes ?? 0), reports: Number(row?.reports ?? 0) };
    }
    return this.#usage;
  }

  async puzzleSecret(): Promise<Uint8Array> {
    const insert = `INSERT INTO settings (name, value) VALUES ('secret', $1) ON CONFLICT DO NOTHING`;
    await this.#pool.query(insert, [randomBytes(32)]);
    const row = (await this.#rows<{ value: Buffer }>(`SELECT value FROM settings WHERE name = 'secret'`))[0];
    if (row === undefined) throw new Error('the database lost its secret');
    return row.value;
  }

  async addToken(name: string, hash: Uint8Array, day: string): Promise<boolean> {
    const insert = 'INSERT INTO tokens (name, hash, made_on) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING';
    return (await this.#pool.query(insert, [name, Buffer.from(hash), day])).rowCount === 1;
  }

  async revokeToken(name: string): Promise<boolean> {
    return (await this.#pool.query('DELETE FROM tokens WHERE name = $1', [name])).rowCount === 1;
  }

  async tokens(): Promise<StoredToken[]> {
    const columns = `name, hash, to_char(made_on, 'YYYY-MM-DD') AS "madeOn"`;
    return await this.#rows<StoredToken>(`SELECT ${columns} FROM tokens ORDER BY name COLLATE "C"`);
  }

  async checkReadable(): Promise<void> {
    await this.#pool.query('SELECT 1');
  }

  async close(): Promise<void> {
    await this.#pool.end();
  }
}
