/** An unlocked desk: what it holds, and everything a moderator does there. Offline but for `pull` and `takeOffRelay`. */
import type { Category, Indicator } from '../model/indicator.ts';
import { dayOf } from '../indicators/day-number.ts';
import { DELAY, MOST_REPORTS, type Action, type Decision, type Seen } from './decision.ts';
import { mergeLog, signDecision, type LogEntry } from './decision-log.ts';
import type { Body, DeskStore } from './desk-store.ts';
import type { RefusedRow } from './desk-database.ts';
import { groupInSteps, type Case } from './grouping.ts';
import { RefusedReport } from './open-report.ts';
import type { Opener } from './opener.ts';
import { pullReports, type Pulled } from './pull.ts';
import { queueOf, type HeldReport, type QueueCase } from './queue.ts';
import type { RelayClient } from './relay-client.ts';
import { makeRelease } from './release.ts';
import type { ReleaseFile } from './release-file.ts';
import { deskCrypto } from './signer.ts';
import { nameKey, standingOf, type Standing } from './standing.ts';
import { openTeamFile, sealTeamFile, type Team } from './team-file.ts';
import type { Secrets } from './vault.ts';

export interface DeskWorld {
  secrets: Secrets;
  store: DeskStore;
  opener: Opener;
  relay: RelayClient;
  sign: (data: Uint8Array) => Promise<Uint8Array>;
  /** Milliseconds since 1970. */
  now: () => number;
  random: (length: number) => Uint8Array;
  /** Lets the page answer its user; called every few milliseconds of work. */
  pause: () => Promise<void>;
  changed: () => void;
}

export interface DeskState {
  queue: readonly QueueCase[];
  reports: ReadonlyMap<string, HeldReport>;
  standing: Standing;
  refused: readonly RefusedRow[];
  team: Team;
  /** Keys whose decisions are in the log and do not count. */
  strangers: readonly string[];
  decisions: number;
  /** The cases are not all of the reports that are here: they are being sorted. */
  sorting: boolean;
  /** The moderator's own key, and today. */
  me: string;
  today: string;
}

export interface Choice {
  action: Action;
  /** Reports that it answers. */
  reports: readonly string[];
  names: readonly Indicator[];
  category: Category | null;
  evidence: string;
  note: string;
}

export interface Desk {
  state(): DeskState;
  /** Reads what is stored; `sort` makes the queue of it. */
  load(): Promise<void>;
  sort(): Promise<void>;
  pull(progress: (done: number, of: number) => void): Promise<Pulled>;
  /** A sealed report that came by mail or on a stick. @throws RefusedReport */
  openFile(file: Blob): Promise<string>;
  body(id: string): Promise<Body | null>;
  decide(choice: Choice): Promise<void>;
  /** The log, sealed for the team. */
  teamFile(): Promise<Uint8Array>;
  /** @throws RefusedReport */
  merge(file: Blob): Promise<{ from: string; key: string; added: number; known: number; left: number }>;
  setTeam(team: Team): Promise<void>;
  release(): ReleaseFile;
  /** Takes decided reports off the relay; how many. @throws RelayError */
  takeOffRelay(): Promise<number>;
  /** Erases reports whose senders took them back. */
  eraseGone(): Promise<void>;
}

export function createDesk(world: DeskWorld): Desk {
  const { secrets, store } = world;
  const log = new Map<string, LogEntry>();
  let reports = new Map<string, HeldReport>();
  let cases: Case[] = [];
  let refused: RefusedRow[] = [];
  /** Of the newest grouping asked for: an older one that ends later does not count. */
  let turn = 0;
  let sorted = 0;
  let team: Team = { members: [{ name: secrets.name, key: secrets.key }], recipients: [] };
  let state = readState();

  const today = (): string => dayOf(world.now());

  function readState(): DeskState {
    const keys = new Set(team.members.map(({ key }) => key));
    const standing = standingOf(log.values(), keys);
    const me = secrets.key;
    const strangers = [...new Set(Array.from(log.values(), ({ decision }) => decision.by))].filter(
      (key) => !keys.has(key),
    );
    const queue = queueOf(cases, { reports, standing, me, today: dayOf(world.now()) });
    return {
      queue,
      reports,
      standing,
      refused,
      team,
      strangers,
      decisions: log.size,
      sorting: sorted !== turn,
      me,
      today: dayOf(world.now()),
    };
  }

  function tell(): void {
    state = readState();
    world.changed();
  }

  async function regroup(): Promise<void> {
    const own = ++turn;
    tell();
    const open = [...reports.values()].filter(({ goneOn }) => goneOn === '').map(({ facts }) => facts);
    const disputes = open.filter(({ kind }) => kind === 'dispute');
    const rest = open.filter(({ kind }) => kind !== 'dispute');
    const grouped: Case[] = [];
    for (const [part, prefix] of [
      [disputes, 'dispute '],
      [rest, ''],
    ] as const) {
      const steps = groupInSteps(part);
      for (;;) {
        const { done, value } = steps.next();
        if (done === true) {
          grouped.push(...value.map((one) => ({ ...one, id: `${prefix}${one.id}` })));
          break;
        }
        await world.pause();
      }
    }
    if (own !== turn) return;
    [cases, sorted] = [grouped, own];
    tell();
  }

  /** Later than everything known of the same names and reports, so that a colleague's fast clock does not undo it. */
  function timeFor({ names, reports: ids }: Choice): string {
    const about = new Set([...names.map(nameKey), ...ids]);
    let latest = world.now();
    for (const { decision } of log.values()) {
      const touches =
        decision.indicators.some((each) => about.has(nameKey(each))) || decision.reports.some((id) => about.has(id));
      if (touches) latest = Math.max(latest, Date.parse(decision.at) + 1);
    }
    return new Date(latest).toISOString();
  }

  function seenOf(name: Indicator): Seen {
    const key = nameKey(name);
    const where = new Set<string>();
    for (const { facts } of reports.values()) {
      if (!SUSPICIONS.has(facts.kind)) continue;
      const has =
        name.kind === 'text'
          ? facts.prints.includes(name.value)
          : facts.indicators.some((each) => nameKey(each) === key);
      if (has) where.add(facts.source);
    }
    return where.size === 2 ? 'both' : where.has('private') ? 'private' : where.has('public') ? 'public' : 'none';
  }

  function decisionFor(choice: Choice, ids: readonly string[]): Decision {
    const held = ids.flatMap((id) => reports.get(id) ?? []);
    return {
      version: 1,
      by: secrets.key,
      at: timeFor(choice),
      action: choice.action,
      indicators: choice.names.map(({ kind, value }) => ({ kind, value, seen: seenOf({ kind, value }) })),
      reports: [...ids],
      outcomes: held.flatMap(({ facts: { id, outcome } }) => (outcome === null ? [] : [{ report: id, hash: outcome }])),
      category: choice.category,
      evidence: choice.evidence.trim(),
      note: choice.note.trim(),
      delay: randomDelay(world.random),
      arrivedOn: held.map(({ arrivedOn }) => arrivedOn).toSorted()[0] ?? null,
    };
  }

  const desk: Desk = {
    state: () => state,
    async load() {
      for (const entry of await store.log()) log.set(entry.id, entry);
      team = (await store.team()) ?? team;
      refused = await store.refused();
      reports = await store.reports();
    },
    sort: regroup,
    async pull(progress) {
      const pulled = await pullReports({
        ...world,
        identities: secrets.identities,
        reports,
        refused: new Set(refused.map(({ id }) => id)),
        today: today(),
        progress,
      });
      [reports, refused] = [await store.reports(), await store.refused()];
      await regroup();
      return pulled;
    },
    async openFile(file) {
      const opened = await world.opener.open(file.stream(), secrets.identities, today());
      const { id } = opened.document;
      if (reports.has(id)) throw new RefusedReport('twice', 'this report is here already');
      await store.addReports([{ ...opened, relay: '', arrivedOn: today() }]);
      reports = new Map(reports).set(id, {
        facts: opened.facts,
        arrivedOn: today(),
        viewed: false,
        relay: '',
        goneOn: '',
      });
      await regroup();
      return id;
    },
    async body(id) {
      const held = reports.get(id);
      if (held !== undefined && !held.viewed) {
        held.viewed = true;
        await store.mark(id, { viewed: true });
      }
      return store.body(id);
    },
    async decide(choice) {
      const entries: LogEntry[] = [];
      // A flood's case has more reports than one decision may answer
      for (let at = 0; at === 0 || at < choice.reports.length; at += MOST_REPORTS) {
        const part = choice.reports.slice(at, at + MOST_REPORTS);
        entries.push(await signDecision(decisionFor(choice, part), world.sign, deskCrypto));
      }
      await store.addLog(entries);
      for (const entry of entries) log.set(entry.id, entry);
      tell();
    },
    async teamFile() {
      const entries = Array.from(log.values(), ({ text, signature }) => ({ text, signature }));
      const file = { format: 1 as const, name: secrets.name, key: secrets.key, entries };
      return sealTeamFile(file, secrets.identities, team.recipients);
    },
    async merge(file) {
      const { name, key, entries } = await openTeamFile(file.stream(), secrets.identities);
      const merged = await mergeLog(log, entries, deskCrypto);
      await store.addLog(merged.added);
      for (const entry of merged.added) log.set(entry.id, entry);
      tell();
      return { from: name, key, added: merged.added.length, known: merged.known, left: merged.faults.length };
    },
    async setTeam(changed) {
      await store.setTeam(changed);
      team = changed;
      tell();
    },
    release: () => makeRelease(state.standing, today()),
    async takeOffRelay() {
      let taken = 0;
      for (const { facts, relay } of reports.values()) {
        if (relay === '' || !isSettled(state, facts.id)) continue;
        await world.relay.delete(relay);
        await store.mark(facts.id, { relay: '' });
        reports.get(facts.id)!.relay = '';
        taken += 1;
      }
      if (taken > 0) tell();
      return taken;
    },
    async eraseGone() {
      const gone = [...reports.values()].filter(({ goneOn }) => goneOn !== '').map(({ facts }) => facts.id);
      await store.forget(gone);
      reports = new Map([...reports].filter(([id]) => !gone.includes(id)));
      tell();
    },
  };
  return desk;
}

/** Decided, and not waiting for the second person. */
function isSettled({ standing }: DeskState, id: string): boolean {
  const report = standing.reports.get(id);
  return report !== undefined && (report.action !== 'list' || report.people > 1) && report.action !== 'take-up';
}

/** Kinds of reports that say where a name was seen. */
const SUSPICIONS: ReadonlySet<string> = new Set(['suspicious-post', 'suspicious-message']);

/** One to seven days, each as likely. */
function randomDelay(random: (length: number) => Uint8Array): number {
  const span = DELAY.most - DELAY.least + 1;
  for (;;) {
    const [byte = 0] = random(1);
    if (byte < 256 - (256 % span)) return DELAY.least + (byte % span);
  }
}
