/** Fetches new reports from the relay, opens and stores them. What cannot be opened is stored with its reason. */
import { ReportRefusedError, type RefusalKey } from './open-report.ts';
import type { Arrival, DeskStore } from './desk-store.ts';
import type { OpenedReport, DeskWorkerClient } from './desk-worker-client.ts';
import type { DeskReport } from './queue.ts';
import type { RelayClient, RelayReport } from './relay-client.ts';

export interface PullDeps {
  store: DeskStore;
  worker: DeskWorkerClient;
  relay: RelayClient;
  identities: readonly string[];
  /** What the desk already has: its reports, and the relay's ids of those it refused. */
  reports: ReadonlyMap<string, DeskReport>;
  refused: ReadonlySet<string>;
  /** Whether the log has a decision on this report. */
  isDecided(id: string): boolean;
  /** `YYYY-MM-DD`. */
  today: string;
  progress(done: number, of: number): void;
}

export interface PullResult {
  added: Arrival[];
  refused: { id: string; arrivedOn: string; key: RefusalKey }[];
  /** Ids of reports that their senders withdrew at the relay, and that nobody looked at or decided on. */
  gone: string[];
}

/** Reports stored together, so that an interrupted pull loses little. */
const REPORTS_PER_BATCH = 25;
/** Reports fetched at the same time. */
const PARALLEL_FETCHES = 4;

/** @throws RelayError; what was stored until then stays */
export async function pullReports(deps: PullDeps): Promise<PullResult> {
  const { store, reports, today } = deps;
  const known = new Map(Array.from(reports.values(), ({ relay, facts }) => [relay, facts.id]));
  const listed = await deps.relay.list();
  const fresh = listed.filter(({ id }) => !known.has(id) && !deps.refused.has(id));
  const pulled: PullResult = { added: [], refused: [], gone: [] };
  const ids = new Set(reports.keys());
  for (let at = 0; at < fresh.length; at += REPORTS_PER_BATCH) {
    const arrivals: Arrival[] = [];
    const batch = fresh.slice(at, at + REPORTS_PER_BATCH);
    for (let from = 0; from < batch.length; from += PARALLEL_FETCHES) {
      const opened = await Promise.all(
        batch.slice(from, from + PARALLEL_FETCHES).map((each) => fetchAndOpen(each, deps)),
      );
      for (const each of opened) {
        if (each === null) continue;
        if ('key' in each) pulled.refused.push(each);
        else if (ids.has(each.document.id))
          pulled.refused.push({ id: each.relay, arrivedOn: each.arrivedOn, key: 'twice' });
        else {
          ids.add(each.document.id);
          arrivals.push(each);
        }
      }
    }
    await store.addReports(arrivals);
    pulled.added.push(...arrivals);
    deps.progress(Math.min(at + REPORTS_PER_BATCH, fresh.length), fresh.length);
  }
  for (const row of pulled.refused) await store.addRefused(row);
  const missing = findMissing(deps, listed);
  for (let from = 0; from < missing.length; from += PARALLEL_FETCHES) {
    await Promise.all(
      missing.slice(from, from + PARALLEL_FETCHES).map(async ({ facts: { id }, relay }) => {
        const isWithdrawn = await deps.relay.isWithdrawn(relay);
        if (isWithdrawn) pulled.gone.push(id);
        // A colleague deleted it there, or it expired: it is as good as one that came as a file.
        await store.updateReport(id, isWithdrawn ? { goneOn: today } : { relay: '' });
      }),
    );
  }
  return pulled;
}

async function fetchAndOpen(
  { id, arrivedOn }: RelayReport,
  { relay, worker, identities, today }: PullDeps,
): Promise<Arrival | PullResult['refused'][number] | null> {
  const sealed = await relay.fetch(id);
  if (sealed === null) return null;
  try {
    const opened: OpenedReport = await worker.openReport(sealed, identities, today);
    return { ...opened, relay: id, arrivedOn };
  } catch (error) {
    if (error instanceof ReportRefusedError) return { id, arrivedOn, key: error.key };
    throw error;
  }
}

/** Reports that the relay no longer has. Feedback is not among them, because it cannot be withdrawn. */
function findMissing({ reports, isDecided }: PullDeps, listed: readonly RelayReport[]): DeskReport[] {
  const there = new Set(listed.map(({ id }) => id));
  return [...reports.values()].filter(
    ({ facts, relay, viewed, goneOn }) =>
      facts.kind !== 'feedback' &&
      relay !== '' &&
      !there.has(relay) &&
      !viewed &&
      goneOn === '' &&
      !isDecided(facts.id),
  );
}
