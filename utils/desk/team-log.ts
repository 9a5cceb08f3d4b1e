/**
 * The log of decisions and the team of an unlocked desk. Other tabs in which this desk is open write to the same store, so each
 * change is made alone and on top of theirs (`change`).
 */
import { dayOf } from '../indicators/day-number.ts';
import { mergeLog, type LogEntry, type MergeResult, type SignedDecision } from './decision-log.ts';
import type { DeskStore } from './desk-store.ts';
import { computeLogState, type LogState } from './log-state.ts';
import { isReleased } from './publication.ts';
import { deskCrypto } from './signer.ts';
import { applyTeamChange, type Team } from './team-file.ts';

export interface TeamLogDeps {
  /** The moderator of this desk: the only member of a new team. */
  owner: { name: string; key: string };
  store: Pick<DeskStore, 'log' | 'addLog' | 'team' | 'setTeam'>;
  /** Milliseconds since 1970. */
  now: () => number;
  /** Runs one piece of work after another, also of other tabs in which this desk is open. */
  oneAtATime: <T>(work: () => Promise<T>) => Promise<T>;
  /** Called when log or team changed, here or in another tab. */
  onChange: () => void;
}

export class TeamLog {
  readonly #deps: TeamLogDeps;
  readonly #entries = new Map<string, LogEntry>();
  #team: Team;
  /** Derived from log and team; null until it is needed. */
  #logState: LogState | null = null;

  constructor(deps: TeamLogDeps) {
    this.#deps = deps;
    this.#team = { members: [deps.owner], recipients: [] };
  }

  get team(): Team {
    return this.#team;
  }

  get logState(): LogState {
    this.#logState ??= computeLogState(this.#entries.values(), this.memberKeys(), this.#team);
    return this.#logState;
  }

  /** In the order in which they came to this desk. */
  entries(): LogEntry[] {
    return [...this.#entries.values()];
  }

  memberKeys(): Set<string> {
    return keysOf(this.#team);
  }

  /** Keys whose decisions are in the log and do not count. */
  unknownKeys(): string[] {
    const members = this.memberKeys();
    return [...new Set(this.entries().map(({ decision }) => decision.by))].filter((key) => !members.has(key));
  }

  /** Reads the store, when the desk is unlocked. Calls no `onChange`. */
  async load(): Promise<void> {
    this.#addToMemory(await this.#deps.store.log());
    this.#setInMemory((await this.#deps.store.team()) ?? this.#team);
  }

  /**
   * Does `work` while no other tab changes log or team, after reading what they changed. Two decisions with one number would break
   * the moderator's chain. `add`, `merge`, `changeTeam` and `confirmListings` are called within.
   */
  async change<T>(work: () => Promise<T>): Promise<T> {
    return this.#deps.oneAtATime(async () => {
      await this.#readChanges();
      return work();
    });
  }

  /** Reads what other tabs decided, merged or confirmed. */
  async readOtherTabs(): Promise<void> {
    await this.#deps.oneAtATime(() => this.#readChanges());
  }

  async #readChanges(): Promise<void> {
    const { store, onChange } = this.#deps;
    const fresh = await store.log(new Set(this.#entries.keys()));
    this.#addToMemory(fresh);
    const stored = (await store.team()) ?? this.#team;
    const isChanged = fresh.length > 0 || JSON.stringify(stored) !== JSON.stringify(this.#team);
    this.#setInMemory(stored);
    if (isChanged) onChange();
  }

  /** Adds verified entries. When the store refuses them, the log stays as it was. */
  async add(entries: readonly LogEntry[]): Promise<void> {
    await this.#deps.store.addLog(entries);
    this.#addToMemory(entries);
    this.#deps.onChange();
  }

  /** Adds a colleague's entries that are valid. What they make listed or release is held until `confirmListings`. */
  async merge(signed: readonly SignedDecision[]): Promise<MergeResult> {
    const { now, owner } = this.#deps;
    const merged = await mergeLog(this.#entries, signed, deskCrypto, now(), owner.key);
    await this.#holdNewlyListed(this.#team, merged.added);
    await this.add(merged.added);
    return merged;
  }

  /**
   * Changes in the team what differs between two states of the page.
   * @param shown the team when the page was shown @param changed the team as the moderator wants it
   */
  async changeTeam(shown: Team, changed: Team): Promise<void> {
    await this.#holdNewlyListed(applyTeamChange(this.#team, shown, changed), []);
    this.#deps.onChange();
  }

  /** @param keys see `indicatorKey` */
  async confirmListings(keys: readonly string[]): Promise<void> {
    const unconfirmed = (this.#team.unconfirmed ?? []).filter((key) => !keys.includes(key));
    const day = dayOf(this.#deps.now());
    const releasedOn = { ...this.#team.releasedOn, ...Object.fromEntries(keys.map((key) => [key, day])) };
    await this.#storeTeam({ ...this.#team, unconfirmed, releasedOn });
    this.#deps.onChange();
  }

  /**
   * What new entries or members make listed or release is held until the moderator confirms it. Stored before the entries are. A
   * name from private messages is released by one person alone, who may date that back.
   */
  async #holdNewlyListed(team: Team, added: readonly LogEntry[]): Promise<void> {
    const before = this.logState.indicators;
    const unconfirmed: string[] = [];
    for (const [key, after] of computeLogState([...this.entries(), ...added], keysOf(team)).indicators) {
      if (after.status !== 'listed') continue;
      const known = before.get(key);
      const isNew = known?.status !== 'listed' || (isReleased(after) && !isReleased(known));
      if (isNew || this.#team.unconfirmed?.includes(key)) unconfirmed.push(key);
    }
    await this.#storeTeam({ ...team, unconfirmed });
  }

  async #storeTeam(team: Team): Promise<void> {
    await this.#deps.store.setTeam(team);
    this.#setInMemory(team);
  }

  #setInMemory(team: Team): void {
    this.#team = team;
    this.#logState = null;
  }

  #addToMemory(entries: readonly LogEntry[]): void {
    for (const entry of entries) this.#entries.set(entry.id, entry);
    this.#logState = null;
  }
}

function keysOf({ members }: Team): Set<string> {
  return new Set(members.map(({ key }) => key));
}
