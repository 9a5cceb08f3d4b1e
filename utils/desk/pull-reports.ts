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
  /** `YYYY-MM-DD`. */
  today: string;
  progress(done: number, of: number): void;
}

export interface PullResult {
  added: Arrival[];
  refused: { id: string; arrivedOn: string; key: RefusalKey }[];
  /**
   * Ids of reports that are missing at the relay and that nobody looked at: their senders withdrew them. Feedback is not
   * among them, because it cannot be withdrawn and any moderator may delete it from the relay.
   */
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
  const pulled: PullResult = { added: [], refused: [], gone: findWithdrawn(reports, listed) };
  const ids = new Set(reports.keys());
  for (let at = 0; at < fresh.length; at += REPORTS_PER_BATCH) {
    const arrivals: Arrival[] = [];
    const batch = fresh.slice(at, at + REPORTS_PER_BATCH);
    for (let lane = 0; lane < batch.length; lane += PARALLEL_FETCHES) {
      const opened = await Promise.all(
        batch.slice(lane, lane + PARALLEL_FETCHES).map((each) => fetchAndOpen(each, deps)),
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
  for (const id of pulled.gone) await store.updateReport(id, { goneOn: today });
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

function findWithdrawn(reports: ReadonlyMap<string, DeskReport>, listed: readonly RelayReport[]): string[] {
  const there = new Set(listed.map(({ id }) => id));
  return Array.from(reports.values()).flatMap(({ facts, relay, viewed, goneOn }) =>
    facts.kind !== 'feedback' && relay !== '' && !viewed && goneOn === '' && !there.has(relay) ? [facts.id] : [],
  );
}
