/** Opens the store of a relay. */
import type { RelayStore } from './relay-store.ts';

/**
 * Opens the store that a command names: PostgreSQL where `databaseUrl` is given, else the SQLite file in `dataDir`.
 * Rejects with a readable message when it cannot be opened.
 */
export async function openStore(location: { dataDir?: string; databaseUrl?: string }): Promise<RelayStore> {
  if (location.databaseUrl !== undefined) {
    const { PostgresStore } = await import('./postgres-store.ts');
    return await PostgresStore.open(location.databaseUrl);
  }
  if (location.dataDir === undefined) throw new Error('name a folder (--data) or a database (DATABASE_URL)');
  const { SqliteStore } = await import('./sqlite-store.ts');
  return new SqliteStore(location.dataDir);
}
