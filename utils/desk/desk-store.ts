/** The rows of an unlocked desk: sealed when they are written, opened when they are read. */
import type { Boxes } from './boxes.ts';
import { readDecision } from './decision.ts';
import type { LogEntry, SignedDecision } from './decision-log.ts';
import type { DeskDatabase, RefusedRow } from './desk-database.ts';
import type { Opened } from './opener.ts';
import type { HeldReport } from './queue.ts';
import type { ReportFacts } from './report-facts.ts';
import type { Team } from './team-file.ts';

export type Arrival = Opened & { relay: string; arrivedOn: string };
export type Body = Pick<Opened, 'document' | 'reading'>;

export interface DeskStore {
  reports(): Promise<Map<string, HeldReport>>;
  body(id: string): Promise<Body | null>;
  /** Checked when they came; here only read. */
  log(): Promise<LogEntry[]>;
  refused(): Promise<RefusedRow[]>;
  team(): Promise<Team | null>;
  /** Durable together before it resolves. */
  addReports(arrivals: readonly Arrival[]): Promise<void>;
  addRefused(row: RefusedRow): Promise<void>;
  addLog(entries: readonly LogEntry[]): Promise<void>;
  setTeam(team: Team): Promise<void>;
  mark(id: string, change: Partial<Pick<HeldReport, 'viewed' | 'goneOn' | 'relay'>>): Promise<void>;
  forget(ids: readonly string[]): Promise<void>;
}

/** Rows opened between two pauses. */
const AT_ONCE = 250;

export function createDeskStore(db: DeskDatabase, boxes: Boxes, pause: () => Promise<void>): DeskStore {
  async function openAll<Row, T>(rows: readonly Row[], open: (row: Row) => Promise<T>): Promise<T[]> {
    const opened: T[] = [];
    for (let at = 0; at < rows.length; at += AT_ONCE) {
      opened.push(...(await Promise.all(rows.slice(at, at + AT_ONCE).map(open))));
      await pause();
    }
    return opened;
  }

  return {
    async reports() {
      const rows = await openAll(await db.reports.toArray(), async ({ id, facts, ...row }) => ({
        ...row,
        facts: await boxes.open<ReportFacts>(facts, `reports/${id}`),
      }));
      return new Map(
        rows.map(({ facts, arrivedOn, viewed, relay, goneOn }) => [
          facts.id,
          { facts, arrivedOn, viewed, relay, goneOn },
        ]),
      );
    },
    async body(id) {
      const row = await db.bodies.get(id);
      return row === undefined ? null : boxes.open<Body>(row.body, `bodies/${id}`);
    },
    async log() {
      return openAll(await db.log.toArray(), async ({ id, entry }) => {
        const signed = await boxes.open<SignedDecision>(entry, `log/${id}`);
        return { id, ...signed, decision: readDecision(signed.text) };
      });
    },
    refused: async () => db.refused.toArray(),
    async team() {
      const row = await db.team.get('team');
      return row === undefined ? null : boxes.open<Team>(row.team, 'team');
    },
    async addReports(arrivals) {
      const rows = await Promise.all(
        arrivals.map(async ({ document, facts, reading, relay, arrivedOn }) => {
          const { id } = document;
          const [head, body] = await Promise.all([
            boxes.seal(facts, `reports/${id}`),
            boxes.seal({ document, reading } satisfies Body, `bodies/${id}`),
          ]);
          return { report: { id, relay, arrivedOn, viewed: false, goneOn: '', facts: head }, body: { id, body } };
        }),
      );
      await db.transaction('rw', db.reports, db.bodies, async () => {
        await db.bodies.bulkPut(rows.map(({ body }) => body));
        await db.reports.bulkPut(rows.map(({ report }) => report));
      });
    },
    async addRefused(row) {
      await db.refused.put(row);
    },
    async addLog(entries) {
      const rows = await Promise.all(
        entries.map(async ({ id, text, signature }) => ({
          id,
          entry: await boxes.seal({ text, signature } satisfies SignedDecision, `log/${id}`),
        })),
      );
      await db.log.bulkPut(rows);
    },
    async setTeam(team) {
      await db.team.put({ id: 'team', team: await boxes.seal(team, 'team') });
    },
    async mark(id, change) {
      await db.reports.update(id, change);
    },
    async forget(ids) {
      await db.transaction('rw', db.reports, db.bodies, async () => {
        await db.reports.bulkDelete([...ids]);
        await db.bodies.bulkDelete([...ids]);
      });
    },
  };
}
