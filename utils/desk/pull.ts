/** Fetches what is new at the relay, opens it, and stores it; what cannot be opened is remembered with its reason. */
import { RefusedReport, type RefusedKey } from './open-report.ts';
import type { Arrival, DeskStore } from './desk-store.ts';
import type { Opened, Opener } from './opener.ts';
import type { HeldReport } from './queue.ts';
import type { RelayClient, StoredReport } from './relay-client.ts';

export interface PullWorld {
  store: DeskStore;
  opener: Opener;
  relay: RelayClient;
  identities: readonly string[];
  /** What the desk holds and has refused already; ids of the relay. */
  reports: ReadonlyMap<string, HeldReport>;
  refused: ReadonlySet<string>;
  /** `YYYY-MM-DD`. */
  today: string;
  progress(done: number, of: number): void;
}

export interface Pulled {
  added: Arrival[];
  refused: { id: string; arrivedOn: string; key: RefusedKey }[];
  /** Ids of reports that are gone from the relay and that nobody looked at: their senders took them back. */
  gone: string[];
}

/** Stored together, so that a pull that breaks off loses little. */
const BATCH = 25;
/** Fetched at the same time. */
const LANES = 4;

/** @throws RelayError; what was stored until then stays */
export async function pullReports(world: PullWorld): Promise<Pulled> {
  const { store, reports, today } = world;
  const known = new Map(Array.from(reports.values(), ({ relay, facts }) => [relay, facts.id]));
  const listed = await world.relay.list();
  const fresh = listed.filter(({ id }) => !known.has(id) && !world.refused.has(id));
  const pulled: Pulled = { added: [], refused: [], gone: goneOf(reports, listed) };
  const ids = new Set(reports.keys());
  for (let at = 0; at < fresh.length; at += BATCH) {
    const arrivals: Arrival[] = [];
    const batch = fresh.slice(at, at + BATCH);
    for (let lane = 0; lane < batch.length; lane += LANES) {
      const opened = await Promise.all(batch.slice(lane, lane + LANES).map((each) => fetchOne(each, world)));
      for (const one of opened) {
        if (one === null) continue;
        if ('key' in one) pulled.refused.push(one);
        else if (ids.has(one.document.id))
          pulled.refused.push({ id: one.relay, arrivedOn: one.arrivedOn, key: 'twice' });
        else {
          ids.add(one.document.id);
          arrivals.push(one);
        }
      }
    }
    await store.addReports(arrivals);
    pulled.added.push(...arrivals);
    world.progress(Math.min(at + BATCH, fresh.length), fresh.length);
  }
  for (const row of pulled.refused) await store.addRefused(row);
  for (const id of pulled.gone) await store.mark(id, { goneOn: today });
  return pulled;
}

async function fetchOne(
  { id, arrivedOn }: StoredReport,
  { relay, opener, identities, today }: PullWorld,
): Promise<Arrival | Pulled['refused'][number] | null> {
  const sealed = await relay.fetch(id);
  if (sealed === null) return null;
  try {
    const opened: Opened = await opener.open(sealed, identities, today);
    return { ...opened, relay: id, arrivedOn };
  } catch (error) {
    if (error instanceof RefusedReport) return { id, arrivedOn, key: error.key };
    throw error;
  }
}

function goneOf(reports: ReadonlyMap<string, HeldReport>, listed: readonly StoredReport[]): string[] {
  const there = new Set(listed.map(({ id }) => id));
  return Array.from(reports.values()).flatMap(({ facts, relay, viewed, goneOn }) =>
    relay !== '' && !viewed && goneOn === '' && !there.has(relay) ? [facts.id] : [],
  );
}
