/** Syncs one channel: fetches the new release, verifies it, and stores it, or keeps it in memory when it cannot be stored. */
import type { Progress } from '../channel/byte-counter.ts';
import type { ChannelCrypto } from '../channel/channel-crypto.ts';
import { ChannelError } from '../channel/channel-error.ts';
import type { ChannelState } from '../channel/stored-release.ts';
import type { ChannelFetch } from '../channel/download.ts';
import { CLOCK_FAULT_AFTER_MS } from '../channel/check-expiry.ts';
import { updateChannel, type UpdateResult } from '../channel/update-channel.ts';
import { LISTINGS_TARGET } from '../indicators/indicator-list.ts';
import type { ReleaseStore } from '../storage/release-store.ts';
import type { ChannelVersions } from './channel-versions.ts';
import type { ProblemRecorder } from './problem-recorder.ts';
import type { ReleaseInUse } from './release-in-use.ts';

export interface ChannelSyncDeps extends ChannelCrypto {
  /** Key of the channel. */
  id: string;
  /** Root metadata that the package or the subscription pins. */
  pinned: Uint8Array;
  /** Folder of the metadata, with a trailing slash. */
  url: string;
  isSubscribed: boolean;
  isTargetWanted?: (name: string) => boolean;
  release: ReleaseInUse;
  store: ReleaseStore;
  /** Trusted versions, kept apart from the release. */
  versions: ChannelVersions;
  recorder: ProblemRecorder;
  fetch: ChannelFetch;
  /** Milliseconds since 1970. */
  now(): number;
  /** Monotonic time in milliseconds. */
  clock(): number;
  /** Checks a new release before it is used. @throws Error when its knowledge cannot be read */
  check(files: ReadonlyMap<string, Uint8Array>): Promise<void>;
  /** Called after a new release is in use. */
  onChanged(): Promise<void>;
  /** Aborted when the channel is closed: a running sync then stores nothing and reports nothing. */
  closed: AbortSignal;
}

export class ChannelSync {
  readonly #deps: ChannelSyncDeps;
  #running: Promise<void> | null = null;
  #progress: Progress | null = null;

  constructor(deps: ChannelSyncDeps) {
    this.#deps = deps;
  }

  get isRunning(): boolean {
    return this.#running !== null;
  }

  /** Of the sync that runs; null before its first bytes. */
  get progress(): Progress | null {
    return this.#progress;
  }

  /** Starts a sync, or joins the one that runs. Never fails: problems are recorded. */
  async run(): Promise<void> {
    this.#running ??= this.#runOnce();
    return this.#running;
  }

  async #runOnce(): Promise<void> {
    try {
      await this.#fetchAndStore();
    } catch (error) {
      await this.#deps.recorder.record(error);
    }
    this.#running = null;
    this.#progress = null;
  }

  async #fetchAndStore(): Promise<void> {
    const { id, store, release, recorder, closed, onChanged } = this.#deps;
    const stored = await store.readAll(id).catch(() => null);
    const result = await this.#fetch(stored);
    if (closed.aborted) return;
    const storageError = await this.#store(stored, result);
    release.forget();
    const problem = storageError ?? this.#clockProblem(result.opened.expiresAt);
    await (problem === null ? recorder.clear() : recorder.record(problem));
    if (result.changedTargets.length > 0) await onChanged();
  }

  /** @param stored the release in the database, or null */
  async #fetch(stored: ChannelState | null): Promise<UpdateResult> {
    const { id, url, store, versions, release, now, closed } = this.#deps;
    return updateChannel({
      ...this.#deps,
      now: now(),
      state: stored ?? release.memoryOnly?.state ?? null,
      baseUrl: url,
      versions: await versions.get(id).catch(() => null),
      async onTrustedVersions(trusted) {
        if (!closed.aborted) await versions.set(id, trusted).catch(() => undefined);
      },
      onProgress: (progress) => (this.#progress = progress),
      async onNewRoots(newer) {
        if (closed.aborted || stored === null) return;
        await store.saveRoots(id, newer);
        release.forget();
      },
    });
  }

  /**
   * Without a stored release a database that fails leaves the new one in memory.
   * @returns what the database threw, or null
   */
  async #store(stored: ChannelState | null, { state, changedTargets }: UpdateResult): Promise<unknown> {
    const { id, store, release, isSubscribed, now } = this.#deps;
    const checkedAt = new Date(now()).toISOString();
    const changed = stored === null ? allPartNames(state) : changedTargets;
    try {
      await store.save(id, state, { changed, checkedAt, isSubscribed });
      release.memoryOnly = null;
      return null;
    } catch (error) {
      if (stored !== null) throw error;
      release.memoryOnly = { state, checkedAt };
      return error;
    }
  }

  /** A list that is valid for years to come suggests a device clock that is behind. @param expiresAt ISO 8601 */
  #clockProblem(expiresAt: string): ChannelError | null {
    const ahead = Date.parse(expiresAt) - this.#deps.now();
    return ahead > CLOCK_FAULT_AFTER_MS ? new ChannelError('clock', `the list ends ${expiresAt}`) : null;
  }
}

function allPartNames({ files, list }: ChannelState): string[] {
  return [...Object.keys(files), ...(list === null ? [] : [LISTINGS_TARGET])];
}
