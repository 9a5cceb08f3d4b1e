/** Fetches new reports from the relay, opens and stores them. What cannot be opened is stored with its reason. */
import { ReportRefusedError, type RefusalKey } from './open-report.ts';
import type { Arrival } from './report-rows.ts';
import type { DeskStore } from './desk-store.ts';
import type { OpenedReport, DeskWorkerClient } from './desk-worker-client.ts';
import type { DeskReport } from './queue.ts';
import { RelayError, type RelayClient, type RelayReport } from './relay-client.ts';

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

/** @throws RelayError; what came through is stored */
export async function pullReports(deps: PullDeps): Promise<PullResult> {
  const { store, reports, today } = deps;
  const known = new Map(Array.from(reports.values(), ({ relay, facts }) => [relay, facts.id]));
  const listed = await deps.relay.list();
  const fresh = listed.filter(({ id }) => !known.has(id) && !deps.refused.has(id));
  const pulled: PullResult = { added: [], refused: [], gone: [] };
  const ids = new Set(reports.keys());
  /** Ids of reports that came as files, and that the relay has, too. */
  const filed = new Set<string>();
  let fault: RelayError | null = null;
  let isCut = false;
  for (let at = 0; at < fresh.length && !isCut; at += REPORTS_PER_BATCH) {
    const arrivals: Arrival[] = [];
    const refused: PullResult['refused'] = [];
    const batch = fresh.slice(at, at + REPORTS_PER_BATCH);
    for (let from = 0; from < batch.length && !isCut; from += PARALLEL_FETCHES) {
      const opened = await Promise.all(
        batch.slice(from, from + PARALLEL_FETCHES).map((each) => fetchAndOpen(each, deps)),
      );
      // One that does not come through holds up no other.
      isCut = opened.every((each) => each instanceof RelayError);
      for (const each of opened) {
        if (each === null) continue;
        if (each instanceof RelayError) fault ??= each;
        else if ('key' in each) refused.push(each);
        // It came as a file before. Its sender may withdraw it at the relay, and it can be deleted there.
        else if (reports.get(each.document.id)?.relay === '' && !filed.has(each.document.id)) {
          filed.add(each.document.id);
          await store.updateReport(each.document.id, { relay: each.relay });
        } else if (ids.has(each.document.id)) refused.push({ id: each.relay, arrivedOn: each.arrivedOn, key: 'twice' });
        else {
          ids.add(each.document.id);
          arrivals.push(each);
        }
      }
    }
    await store.addReports(arrivals);
    pulled.added.push(...arrivals);
    for (const row of refused) await store.addRefused(row);
    pulled.refused.push(...refused);
    deps.progress(Math.min(at + REPORTS_PER_BATCH, fresh.length), fresh.length);
  }
  if (isCut && fault !== null) throw fault;
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
  if (fault !== null) throw fault;
  return pulled;
}

/** @returns a RelayError when the connection failed: the next fetch asks for it again */
async function fetchAndOpen(
  { id, arrivedOn }: RelayReport,
  { relay, worker, identities, today }: PullDeps,
): Promise<Arrival | PullResult['refused'][number] | RelayError | null> {
  try {
    const sealed = await relay.fetch(id);
    if (sealed === null) return null;
    const opened: OpenedReport = await worker.openReport(sealed, identities, today);
    return { ...opened, relay: id, arrivedOn };
  } catch (error) {
    if (error instanceof ReportRefusedError) return { id, arrivedOn, key: error.key };
    if (error instanceof RelayError && error.key === 'offline') return error;
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
