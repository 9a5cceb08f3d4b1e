/**
 * An unlocked desk: its data, and everything that a moderator does. Offline except for `pull` and `deleteDecidedFromRelay`.
 */
import type { Category, Indicator } from '../model/indicator.ts';
import { dayOf } from '../indicators/day-number.ts';
import { DECISION_VERSION, DELAY_DAYS, MAX_REPORTS_PER_DECISION, type Action, type Decision } from './decision.ts';
import { nextLinks } from './causal-order.ts';
import { createDecisionClock } from './decision-clock.ts';
import { mergeLog, signDecision, type LogEntry } from './decision-log.ts';
import type { ReportBody, DeskStore } from './desk-store.ts';
import type { RefusedRow } from './desk-database.ts';
import { feedbackCsv } from './feedback-csv.ts';
import { feedbackTable } from './feedback-table.ts';
import { groupReportsInSteps, type Case } from './grouping.ts';
import { isSettled } from './is-settled.ts';
import { ReportRefusedError } from './open-report.ts';
import { mergedFileOf, type MergedFile } from './merged-file.ts';
import type { DeskWorkerClient } from './desk-worker-client.ts';
import { pullReports, type PullResult } from './pull-reports.ts';
import { buildQueue, type DeskReport, type QueueCase } from './queue.ts';
import type { RelayClient } from './relay-client.ts';
import { makeDeskExport } from './make-desk-export.ts';
import type { DeskExport } from './desk-export.ts';
import { deskCrypto } from './signer.ts';
import { indicatorKey, computeLogState, type LogState } from './log-state.ts';
import { applyTeamChange, openTeamFile, sealTeamFile, type Team } from './team-file.ts';
import { sightingOf } from './sighting-of.ts';
import type { Secrets } from './vault.ts';

export interface DeskDeps {
  secrets: Secrets;
  store: DeskStore;
  worker: DeskWorkerClient;
  relay: RelayClient;
  sign: (data: Uint8Array) => Promise<Uint8Array>;
  /** Milliseconds since 1970. */
  now: () => number;
  random: (length: number) => Uint8Array;
  /** Runs one piece of work after another, also of other tabs in which this desk is open. */
  oneAtATime: <T>(work: () => Promise<T>) => Promise<T>;
  /** Lets the page respond to its user; called every few milliseconds of work. */
  pause: () => Promise<void>;
  onChange: () => void;
}

export interface DeskState {
  queue: readonly QueueCase[];
  reports: ReadonlyMap<string, DeskReport>;
  logState: LogState;
  refused: readonly RefusedRow[];
  team: Team;
  /** Keys whose decisions are in the log and do not count. */
  unknownKeys: readonly string[];
  decisions: number;
  /** True while the cases do not cover all reports yet. */
  sorting: boolean;
  /** The moderator's own key. */
  ownKey: string;
  today: string;
}

export interface DecisionInput {
  action: Action;
  /** Ids of the reports that it answers. */
  reports: readonly string[];
  indicators: readonly Indicator[];
  category: Category | null;
  evidence: string;
  note: string;
}

export interface Desk {
  state(): DeskState;
  /** Reads what is stored; `groupReports` then builds the queue. */
  load(): Promise<void>;
  groupReports(): Promise<void>;
  pull(progress: (done: number, of: number) => void): Promise<PullResult>;
  /** Opens a sealed report that came by mail or on a stick. @throws ReportRefusedError, WrongClockError */
  openFile(file: Blob): Promise<string>;
  body(id: string): Promise<ReportBody | null>;
  /** @throws WrongClockError when colleagues would refuse the decision */
  decide(choice: DecisionInput): Promise<void>;
  /** The log, sealed for the team. */
  teamFile(): Promise<Uint8Array>;
  /** @throws ReportRefusedError */
  merge(file: Blob): Promise<MergedFile>;
  /** What changed against the team in `state` is changed in the stored one: another tab may have changed that, too. */
  setTeam(team: Team): Promise<void>;
  /** Confirms indicators that a merge made listed. @param keys see `indicatorKey` */
  confirmListings(keys: readonly string[]): Promise<void>;
  /** @throws WrongClockError when the clock is not set */
  makeExport(): Promise<DeskExport>;
  /** The answers to "Was this right?" as CSV. */
  feedbackCsv(): string;
  /** Deletes decided reports from the relay. @returns how many @throws RelayError */
  deleteDecidedFromRelay(): Promise<number>;
  /** Deletes reports that their senders withdrew. */
  deleteWithdrawn(): Promise<void>;
}

export function createDesk(deps: DeskDeps): Desk {
  const { secrets, store } = deps;
  const log = new Map<string, LogEntry>();
  let reports = new Map<string, DeskReport>();
  let cases: Case[] = [];
  let refused: RefusedRow[] = [];
  /** Number of the newest grouping. An older one that ends later is dropped. */
  let latestRun = 0;
  let finishedRun = 0;
  let team: Team = { members: [{ name: secrets.name, key: secrets.key }], recipients: [] };
  let state = computeState();
  const clock = createDecisionClock(deps.now);

  const today = (): string => dayOf(deps.now());

  function teamKeys(): Set<string> {
    return new Set(team.members.map(({ key }) => key));
  }

  function computeState(): DeskState {
    const keys = teamKeys();
    const logState = computeLogState(log.values(), keys, new Set(team.unconfirmed));
    const ownKey = secrets.key;
    const unknownKeys = [...new Set(Array.from(log.values(), ({ decision }) => decision.by))].filter(
      (key) => !keys.has(key),
    );
    const queue = buildQueue(cases, { reports, logState, ownKey, today: dayOf(deps.now()) });
    return {
      queue,
      reports,
      logState,
      refused,
      team,
      unknownKeys,
      decisions: log.size,
      sorting: finishedRun !== latestRun,
      ownKey,
      today: dayOf(deps.now()),
    };
  }

  function notify(): void {
    state = computeState();
    deps.onChange();
  }

  async function groupCases(): Promise<void> {
    const own = ++latestRun;
    notify();
    const open = [...reports.values()]
      .filter(({ goneOn, facts }) => goneOn === '' && facts.kind !== 'feedback')
      .map(({ facts }) => facts);
    const disputes = open.filter(({ kind }) => kind === 'dispute');
    const rest = open.filter(({ kind }) => kind !== 'dispute');
    const grouped: Case[] = [];
    for (const [part, prefix] of [
      [disputes, 'dispute '],
      [rest, ''],
    ] as const) {
      const steps = groupReportsInSteps(part);
      for (;;) {
        const { done, value } = steps.next();
        if (done === true) {
          grouped.push(...value.map((each) => ({ ...each, id: `${prefix}${each.id}` })));
          break;
        }
        await deps.pause();
      }
    }
    if (own !== latestRun) return;
    [cases, finishedRun] = [grouped, own];
    notify();
  }

  /**
   * Reads what other tabs decided, merged or confirmed since. Two decisions with one number would break the moderator's chain,
   * so this comes before each change.
   */
  async function readOtherTabs(): Promise<void> {
    const fresh = await store.log(new Set(log.keys()));
    for (const entry of fresh) log.set(entry.id, entry);
    const stored = (await store.team()) ?? team;
    const isChanged = fresh.length > 0 || JSON.stringify(stored) !== JSON.stringify(team);
    team = stored;
    if (isChanged) notify();
  }

  /** Changes the log or the team, one change at a time and on top of what other tabs changed. */
  const change = <T>(work: () => Promise<T>): Promise<T> =>
    deps.oneAtATime(async () => {
      await readOtherTabs();
      return work();
    });

  /** What new entries or members make listed is held until the moderator confirms it. Stored before the entries are. */
  async function holdNewlyListed(members: Team, entries: readonly LogEntry[]): Promise<void> {
    const before = new Set(listedKeys(state.logState));
    const keys = new Set(members.members.map(({ key }) => key));
    const listed = listedKeys(computeLogState([...log.values(), ...entries], keys));
    const unconfirmed = listed.filter((key) => !before.has(key) || team.unconfirmed?.includes(key));
    const held = { ...members, unconfirmed };
    await store.setTeam(held);
    team = held;
  }

  /** Also what other tabs fetched, viewed or deleted since. */
  async function readReports(): Promise<void> {
    [reports, refused] = [await store.reports(), await store.refused()];
  }

  function buildDecision(choice: DecisionInput, ids: readonly string[]): Decision {
    const held = ids.flatMap((id) => reports.get(id) ?? []);
    const answered = new Set(choice.reports);
    return {
      version: DECISION_VERSION,
      by: secrets.key,
      ...nextLinks(log.values(), secrets.key, teamKeys()),
      at: clock.timeAfter(log.values()),
      action: choice.action,
      indicators: choice.indicators.map(({ kind, value }) => ({
        kind,
        value,
        seen: sightingOf({ kind, value }, reports.values(), answered),
      })),
      reports: [...ids],
      outcomes: held.flatMap(({ facts: { id, outcome } }) => (outcome === null ? [] : [{ report: id, hash: outcome }])),
      category: choice.category,
      evidence: choice.evidence.trim(),
      note: choice.note.trim(),
      delay: randomDelay(deps.random),
      arrivedOn: held.map(({ arrivedOn }) => arrivedOn).toSorted()[0] ?? null,
    };
  }

  const desk: Desk = {
    state: () => state,
    async load() {
      for (const entry of await store.log()) log.set(entry.id, entry);
      team = (await store.team()) ?? team;
      await readReports();
    },
    groupReports: groupCases,
    async pull(progress) {
      // What another tab viewed or decided is not set aside when its sender withdrew it.
      await deps.oneAtATime(readOtherTabs);
      await readReports();
      try {
        const pulled = await pullReports({
          ...deps,
          identities: secrets.identities,
          reports,
          refused: new Set(refused.map(({ id }) => id)),
          isDecided: (id) => state.logState.reports.has(id),
          today: today(),
          progress,
        });
        const colleagues = [...log.values()].filter(({ decision }) => decision.by !== secrets.key);
        clock.compare(deps.relay.lastTime(), colleagues);
        return pulled;
      } finally {
        // Also after a fetch that the network cut: what came is worked on, and is not fetched again.
        await readReports();
        await groupCases();
      }
    },
    async openFile(file) {
      const arrivedOn = clock.today();
      const opened = await deps.worker.openReport(file.stream(), secrets.identities, arrivedOn);
      const { id } = opened.document;
      if (reports.has(id)) throw new ReportRefusedError('twice', 'this report is here already');
      await store.addReports([{ ...opened, relay: '', arrivedOn }]);
      reports = new Map(reports).set(id, {
        facts: opened.facts,
        arrivedOn,
        viewed: false,
        relay: '',
        goneOn: '',
      });
      await groupCases();
      return id;
    },
    async body(id) {
      const held = reports.get(id);
      if (held !== undefined && !held.viewed) {
        held.viewed = true;
        // On a full disk it is not noted, and can still be read.
        await store.updateReport(id, { viewed: true }).catch(() => undefined);
      }
      return store.body(id);
    },
    decide: (choice) =>
      change(async () => {
        const entries: LogEntry[] = [];
        // A flood's case can have more reports than one decision may answer.
        for (let at = 0; at === 0 || at < choice.reports.length; at += MAX_REPORTS_PER_DECISION) {
          const part = choice.reports.slice(at, at + MAX_REPORTS_PER_DECISION);
          const entry = await signDecision(buildDecision(choice, part), deps.sign, deskCrypto);
          entries.push(entry);
          log.set(entry.id, entry);
        }
        try {
          await store.addLog(entries);
        } catch (error) {
          for (const { id } of entries) log.delete(id);
          throw error;
        }
        notify();
      }),
    teamFile: () =>
      change(async () => {
        const entries = Array.from(log.values(), ({ text, signature }) => ({ text, signature }));
        const file = { format: 1 as const, name: secrets.name, key: secrets.key, entries };
        return sealTeamFile(file, secrets.identities, team.recipients);
      }),
    async merge(file) {
      const { name, key, entries } = await openTeamFile(file.stream(), secrets.identities);
      return change(async () => {
        const merged = await mergeLog(log, entries, deskCrypto, deps.now(), secrets.key);
        await holdNewlyListed(team, merged.added);
        await store.addLog(merged.added);
        for (const entry of merged.added) log.set(entry.id, entry);
        notify();
        return mergedFileOf(name, key, merged);
      });
    },
    setTeam: (changed) => {
      const shown = team;
      return change(async () => {
        await holdNewlyListed(applyTeamChange(team, shown, changed), []);
        notify();
      });
    },
    confirmListings: (keys) =>
      change(async () => {
        team = { ...team, unconfirmed: (team.unconfirmed ?? []).filter((key) => !keys.includes(key)) };
        await store.setTeam(team);
        notify();
      }),
    feedbackCsv: () => feedbackCsv(feedbackTable(reports.values())),
    makeExport: () => change(async () => makeDeskExport(state.logState, clock.today())),
    async deleteDecidedFromRelay() {
      let taken = 0;
      for (const { facts, relay } of reports.values()) {
        if (relay === '' || !isSettled(state.logState, facts)) continue;
        await deps.relay.delete(relay);
        await store.updateReport(facts.id, { relay: '' });
        reports.get(facts.id)!.relay = '';
        taken += 1;
      }
      if (taken > 0) notify();
      return taken;
    },
    async deleteWithdrawn() {
      const gone = [...reports.values()].filter(({ goneOn }) => goneOn !== '').map(({ facts }) => facts.id);
      await store.deleteReports(gone);
      reports = new Map([...reports].filter(([id]) => !gone.includes(id)));
      notify();
    },
  };
  return desk;
}

function listedKeys({ indicators }: LogState): string[] {
  return [...indicators.values()].filter(({ status }) => status === 'listed').map(indicatorKey);
}

/** A random number of days within `DELAY_DAYS`, each as likely. */
function randomDelay(random: (length: number) => Uint8Array): number {
  const span = DELAY_DAYS.max - DELAY_DAYS.min + 1;
  for (;;) {
    const [byte = 0] = random(1);
    if (byte < 256 - (256 % span)) return DELAY_DAYS.min + (byte % span);
  }
}
