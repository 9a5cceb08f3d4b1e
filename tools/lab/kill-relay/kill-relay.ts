/** Kills (SIGKILL) a relay on SQLite at random points while reports are posted to it, and starts it again. */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { startRelayProcess } from '../load-relay/relay-process.ts';
import { compareReports, type KillFigures } from './kill-figures.ts';
import { seededRandom } from '../../setup/seeded-random.ts';
import { createReportPoster } from './report-poster.ts';

/** Longest time from the first post to the kill, milliseconds. */
const MAX_LIFE_MS = 60;

export async function killRelay(rounds: number, seed: number): Promise<KillFigures> {
  const started = performance.now();
  const random = seededRandom(seed);
  const folder = mkdtempSync(join(tmpdir(), 'kill-relay-'));
  const posting = await createReportPoster(random);
  const serve = ['hub/hub.ts', 'relay', 'serve', '--data', folder, '--port', '0', '--flood', 'never'];
  try {
    for (let round = 0; round <= rounds; round += 1) {
      const isLast = round === rounds;
      const relay = await startRelayProcess(serve);
      let isOver = false;
      const senders = posting.run([relay.port], () => isOver, isLast);
      if (isLast) await senders;
      else await sleep(random() * MAX_LIFE_MS);
      isOver = true;
      await relay.stop(isLast ? 'SIGTERM' : 'SIGKILL');
      await senders;
    }
    const { found, integrity } = readStore(folder);
    const seconds = Math.round((performance.now() - started) / 100) / 10;
    const { accepted, cutOff } = posting;
    return { rounds, accepted: accepted.size, cutOff, ...compareReports(accepted, found), integrity, seconds };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The digest of each stored report, and the result of SQLite's own check. */
function readStore(folder: string): { found: string[]; integrity: string } {
  const db = new DatabaseSync(join(folder, 'relay.sqlite'));
  const rows = db.prepare('SELECT sealed FROM reports').all();
  const found = rows.map(({ sealed }) =>
    createHash('sha256')
      .update(sealed as Uint8Array)
      .digest('hex'),
  );
  const integrity = String(db.prepare('PRAGMA integrity_check').get()?.['integrity_check']);
  db.close();
  return { found, integrity };
}
