/**
 * Two relays share one PostgreSQL. In each round the database or one of the relays is killed (SIGKILL) at a random
 * point, and started again. Meanwhile reports are posted to both.
 */
import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'pg';
import { startRelayProcess, type RelayProcess } from '../load-relay/relay-process.ts';
import { startPostgres } from '../../setup/postgres.ts';
import { compareReports, type KillFigures } from './kill-figures.ts';
import { seededRandom } from '../../setup/seeded-random.ts';
import { createReportPoster } from './report-poster.ts';

const MAX_LIFE_MS = 80;
/** Share of the rounds in which the database is killed. */
const DATABASE_SHARE = 0.6;
const SERVE = ['hub/hub.ts', 'relay', 'serve', '--port', '0', '--flood', 'never'];

/** Null where PostgreSQL is not available; the reason is logged. */
export async function killDatabase(
  rounds: number,
  seed: number,
  log: (line: string) => void,
): Promise<KillFigures | null> {
  const started = performance.now();
  const random = seededRandom(seed);
  const postgres = await startPostgres(log);
  if (postgres === null) return null;
  const start = (): Promise<RelayProcess> => startRelayProcess(SERVE, { DATABASE_URL: postgres.url }, 'ignore');
  const relays: RelayProcess[] = [];
  try {
    relays.push(await start(), await start());
    const posting = await createReportPoster(random);
    for (let round = 0; round <= rounds; round += 1) {
      const isLast = round === rounds;
      let isOver = false;
      const senders = posting.run(
        relays.map(({ port }) => port),
        () => isOver,
        isLast,
      );
      if (!isLast) {
        await sleep(random() * MAX_LIFE_MS);
        if (random() < DATABASE_SHARE) {
          await postgres.crash();
          isOver = true;
        } else {
          isOver = true;
          const which = Math.floor(random() * 2);
          await relays[which]?.stop('SIGKILL');
          relays[which] = await start();
        }
      }
      await senders;
    }
    const found = await readDigests(postgres.url);
    const seconds = Math.round((performance.now() - started) / 100) / 10;
    const { accepted, cutOff } = posting;
    return { rounds, accepted: accepted.size, cutOff, ...compareReports(accepted, found), integrity: 'ok', seconds };
  } finally {
    await Promise.all(relays.map((relay) => relay.stop()));
    postgres.stop();
  }
}

/** The digest of each report. Reading every byte also finds damaged pages. */
async function readDigests(url: string): Promise<string[]> {
  const pool = new Pool({ connectionString: url });
  try {
    const { rows } = await pool.query<{ sealed: Buffer }>('SELECT sealed FROM reports');
    return rows.map(({ sealed }) => createHash('sha256').update(sealed).digest('hex'));
  } finally {
    await pool.end();
  }
}
