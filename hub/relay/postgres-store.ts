/** The relay's store in PostgreSQL. Several relays may share it: they keep nothing in memory that the others need. */
import { randomBytes } from 'node:crypto';
import { Pool, type PoolClient, type PoolConfig, type QueryResultRow } from 'pg';
import type { ClockRecord } from './clock-record.ts';
import { hashSecret } from './hash-secret.ts';
import { ensureSchema } from './postgres-schema.ts';
import type { AddResult, NewReport, RelayStore, StoredReport, StoredToken, Usage } from './relay-store.ts';

/** Database connections of one relay. */
const MAX_CONNECTIONS = 10;
/**
 * Durable commits, whatever the server's default is. A statement waits for a lock only so long, and a relay that froze within
 * a transaction loses it: it would hold the row of the usage, and all relays of the store would wait. Commits have no limit
 * here: one that waits for a standby would be cancelled and counted as done.
 */
const SERVER_OPTIONS = '-c synchronous_commit=on -c lock_timeout=5s -c idle_in_transaction_session_timeout=10s';
/** How long an answer of the database may take, milliseconds. Then the connection is closed: the other end may be gone. */
const QUERY_TIMEOUT_MS = 20_000;
/** PostgreSQL's code for a disk without room. Its transaction was undone. */
const DISK_FULL = '53100';
/** Expired reports deleted in one statement, so that each ends in time. */
const EXPIRED_PER_STATEMENT = 200;

export class PostgresStore implements RelayStore {
  readonly #pool: Pool;

  private constructor(pool: Pool) {
    this.#pool = pool;
  }

  /** Connects and creates the tables that are missing. Rejects when it cannot. @param createPool for tests without a database */
  static async open(
    databaseUrl: string,
    createPool = (config: PoolConfig): Pool => new Pool(config),
  ): Promise<PostgresStore> {
    const pool = createPool({
      connectionString: databaseUrl,
      max: MAX_CONNECTIONS,
      connectionTimeoutMillis: 10_000,
      query_timeout: QUERY_TIMEOUT_MS,
      options: SERVER_OPTIONS,
    });
    // A lost idle connection is replaced at the next use; without a listener it would end the process.
    pool.on('error', (error) => console.error(`relay: the database went away (${error.name})`));
    try {
      await ensureSchema(pool);
      return new PostgresStore(pool);
    } catch (error) {
      await pool.end();
      throw new Error(`the database cannot be used: ${error instanceof Error ? error.message : String(error)}`, {
        cause: error,
      });
    }
  }

  async add(report: NewReport, day: string, capacityBytes: number): Promise<AddResult> {
    let added: AddResult;
    try {
      added = await this.#transaction((client) => insertWithinCapacity(client, report, day, capacityBytes));
    } catch (error) {
      if ((error as { code?: unknown }).code !== DISK_FULL) throw error;
      return 'full';
    }
    if (added !== 'known') return added;
    const [row] = await this.#rows<{ sealed: Buffer | null }>('SELECT sealed FROM reports WHERE key_hash = $1', [
      hashSecret(report.key),
    ]);
    const isOther = row !== undefined && row.sealed !== null && Buffer.compare(row.sealed, report.sealed) !== 0;
    return isOther ? 'conflict' : 'known';
  }

  /** Commits when `run` gives `stored`, else rolls back. */
  async #transaction(run: (client: PoolClient) => Promise<AddResult>): Promise<AddResult> {
    const client = await this.#pool.connect();
    // A connection lost between two queries emits an error, which would end the process. The next query rejects as well.
    client.on('error', ignoreError);
    try {
      await client.query('BEGIN');
      const result = await run(client);
      await client.query(result === 'stored' ? 'COMMIT' : 'ROLLBACK');
      client.off('error', ignoreError);
      client.release();
      return result;
    } catch (error) {
      // The connection's state is unknown: it is closed instead of reused.
      client.release(true);
      throw error;
    }
  }

  async #rows<R extends QueryResultRow>(text: string, values: unknown[] = []): Promise<R[]> {
    return (await this.#pool.query<R>(text, values)).rows;
  }

  async list(after: string, limit: number): Promise<StoredReport[]> {
    const columns = `id, to_char(arrived_on, 'YYYY-MM-DD') AS "arrivedOn", size`;
    // Ids are compared as bytes, whatever the database's collation is.
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
    return (await this.#deleteWhere('withdraw_hash = $2', hashSecret(secret), day, true)) > 0;
  }

  async isWithdrawn(id: string): Promise<boolean> {
    const text = 'SELECT withdrawn FROM reports WHERE id = $1';
    return (await this.#rows<{ withdrawn: boolean }>(text, [id]))[0]?.withdrawn ?? false;
  }

  /** Deletes the bytes of the reports that match; the usage falls in the same statement. @returns how many there were */
  async #deleteWhere(condition: string, value: unknown, day: string, isWithdrawal = false): Promise<number> {
    const text = `WITH gone AS (
        UPDATE reports SET sealed = NULL, withdraw_hash = NULL, deleted_on = $1, withdrawn = ${isWithdrawal}
        WHERE ${condition} AND deleted_on IS NULL RETURNING size
      ), total AS (SELECT coalesce(sum(size), 0) AS bytes, count(*) AS reports FROM gone)
      UPDATE usage SET bytes = usage.bytes - total.bytes, reports = usage.reports - total.reports
      FROM total WHERE total.reports > 0 RETURNING total.reports::integer AS count`;
    return (await this.#rows<{ count: number }>(text, [day, value]))[0]?.count ?? 0;
  }

  async deleteExpired(deletedBefore: string, arrivedBefore: string, day: string): Promise<void> {
    await this.#pool.query('DELETE FROM reports WHERE deleted_on < $1', [deletedBefore]);
    const some = `id IN (SELECT id FROM reports WHERE arrived_on < $2 AND deleted_on IS NULL LIMIT ${EXPIRED_PER_STATEMENT})`;
    while ((await this.#deleteWhere(some, arrivedBefore, day)) > 0);
  }

  async usage(): Promise<Usage> {
    const [row] = await this.#rows<{ bytes: string; reports: string }>('SELECT bytes, reports FROM usage');
    return { bytes: Number(row?.bytes ?? 0), reports: Number(row?.reports ?? 0) };
  }

  async puzzleSecret(): Promise<Uint8Array> {
    const insert = `INSERT INTO settings (name, value) VALUES ('secret', $1) ON CONFLICT DO NOTHING`;
    await this.#pool.query(insert, [randomBytes(32)]);
    const row = (await this.#rows<{ value: Buffer }>(`SELECT value FROM settings WHERE name = 'secret'`))[0];
    if (row === undefined) throw new Error('the database lost its secret');
    return row.value;
  }

  async clockRecord(): Promise<ClockRecord | null> {
    const [row] = await this.#rows<{ value: Buffer }>(`SELECT value FROM settings WHERE name = 'clock'`);
    return row === undefined ? null : (JSON.parse(row.value.toString()) as ClockRecord);
  }

  async saveClockRecord(record: ClockRecord): Promise<void> {
    const save = `INSERT INTO settings (name, value) VALUES ('clock', $1)
      ON CONFLICT (name) DO UPDATE SET value = excluded.value`;
    await this.#pool.query(save, [Buffer.from(JSON.stringify(record))]);
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

const ignoreError = (): void => undefined;

/**
 * Inserts a report and adds it to the usage. The row of the usage is locked until the transaction ends: relays that
 * insert together cannot exceed the capacity.
 * @returns `known` when the key is there already
 */
async function insertWithinCapacity(
  client: PoolClient,
  { key, sealed, withdrawHash }: NewReport,
  day: string,
  capacityBytes: number,
): Promise<AddResult> {
  const inserted = await client.query(
    `INSERT INTO reports (id, key_hash, arrived_on, size, sealed, withdraw_hash)
      VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (key_hash) DO NOTHING`,
    [randomBytes(16).toString('hex'), hashSecret(key), day, sealed.length, Buffer.from(sealed), withdrawHash],
  );
  if (inserted.rowCount !== 1) return 'known';
  const counted = await client.query(
    'UPDATE usage SET bytes = bytes + $1, reports = reports + 1 WHERE bytes + $1 <= $2',
    [sealed.length, capacityBytes],
  );
  return counted.rowCount === 1 ? 'stored' : 'full';
}
