/**
 * The release of one channel that lookups use. The database has two copies. The first is used at once and audited afterwards,
 * the second is used after its audit. When both are damaged, the release is fetched again.
 */
import type { ChannelCrypto } from '../channel/channel-crypto.ts';
import {
  auditRelease,
  auditSet,
  readTargetFiles,
  reopenRelease,
  restoreRelease,
  type RestoreDeps,
} from '../channel/restore-release.ts';
import { toStoredRelease, type ChannelState, type StoredRelease } from '../channel/stored-release.ts';
import type { OpenChannel } from '../channel/open-release.ts';
import { asyncMemo } from '../platform/async-memo.ts';
import type { CopyIndex, ReleaseStore } from '../storage/release-store.ts';
import type { ChannelProblems } from './channel-problems.ts';
import type { ChannelVersions } from './channel-versions.ts';
import type { ProblemRecorder } from './problem-recorder.ts';

export interface OpenedRelease {
  channel: OpenChannel;
  /** Time of the last successful sync, ISO 8601. */
  checkedAt: string;
  /** Verifies every signature and hash of the release, once. Never fails: damage starts `recoverFromDamage`. */
  ensureAudited(): Promise<void>;
}

export interface ReleaseInUseDeps extends ChannelCrypto {
  /** Key of the channel. */
  id: string;
  /** Root metadata that the package or the subscription pins. */
  pinned: Uint8Array;
  isTargetWanted?: (name: string) => boolean;
  store: ReleaseStore;
  problems: ChannelProblems;
  versions: ChannelVersions;
  recorder: ProblemRecorder;
  /** Milliseconds since 1970. */
  now(): number;
  /** Fetches the release again; see `createReleaseRefetch`. */
  refetch(): Promise<void>;
}

export class ReleaseInUse {
  readonly #deps: ReleaseInUseDeps;
  readonly #opened = asyncMemo(() => this.#open());
  /** The release when the database cannot store it; it lasts as long as the worker. */
  memoryOnly: { state: ChannelState; checkedAt: string } | null = null;

  constructor(deps: ReleaseInUseDeps) {
    this.#deps = deps;
  }

  /** Opens the stored release at the first call; null when there is none, or none that can be read. */
  async get(): Promise<OpenedRelease | null> {
    return this.#opened.get();
  }

  /** The next `get` reads the database again. */
  forget(): void {
    this.#opened.forget();
  }

  /** From now on there is no release. */
  close(): void {
    this.memoryOnly = null;
    this.#opened.set(null);
  }

  /** Replaces a damaged first copy by the second copy, or fetches the release again. @param error what showed the damage */
  async recoverFromDamage(error: unknown): Promise<void> {
    const { id, store, recorder, refetch } = this.#deps;
    try {
      const second = await this.#openCopy(1);
      if (second === null) return;
      await readTargetFiles(second.channel, this.#deps);
      await store.restoreFirstCopy(id);
      this.#opened.forget();
    } catch {
      await recorder.record(error);
      this.#opened.set(null);
      void refetch();
    }
  }

  async #open(): Promise<OpenedRelease | null> {
    const { id, store, recorder, refetch } = this.#deps;
    try {
      return await this.#openCopy(0);
    } catch (firstError) {
      try {
        const release = await this.#openCopy(1);
        if (release === null) throw firstError;
        await store.restoreFirstCopy(id).catch(() => undefined);
        return release;
      } catch {
        await recorder.record(firstError);
        void refetch();
        return this.#openFromMemory();
      }
    }
  }

  async #openCopy(copy: CopyIndex): Promise<OpenedRelease | null> {
    const { id, store, refetch } = this.#deps;
    const stored = await store.openCopy(id, copy);
    if (stored === null) {
      if (this.memoryOnly === null && (await this.#isReleaseLost())) void refetch();
      return this.#openFromMemory();
    }
    const { checkedAt } = stored;
    if (copy === 0) {
      const channel = await reopenRelease(stored, this.#restoreDeps());
      return { channel, checkedAt, ensureAudited: this.#auditOnce(stored, channel) };
    }
    const channel = await restoreRelease(stored, this.#restoreDeps());
    await auditSet(channel, this.#deps);
    return { channel, checkedAt, ensureAudited: async () => undefined };
  }

  async #openFromMemory(): Promise<OpenedRelease | null> {
    if (this.memoryOnly === null) return null;
    const { state, checkedAt } = this.memoryOnly;
    const channel = await restoreRelease(toStoredRelease(state), this.#restoreDeps());
    return { channel, checkedAt, ensureAudited: async () => undefined };
  }

  #auditOnce(stored: StoredRelease, channel: OpenChannel): () => Promise<void> {
    let auditing: Promise<void> | null = null;
    return () =>
      (auditing ??= auditRelease(stored, channel, this.#restoreDeps()).catch((error: unknown) =>
        this.recoverFromDamage(error),
      ));
  }

  /** Whether the database is empty although a release was fetched: it could not be stored, or was deleted. */
  async #isReleaseLost(): Promise<boolean> {
    const { id, problems, versions } = this.#deps;
    const problem = await problems.get(id).catch(() => null);
    if (problem !== null) return problem.key === 'storage';
    return (await versions.get(id).catch(() => null)) !== null;
  }

  /** With the time of this call. */
  #restoreDeps(): RestoreDeps {
    return { ...this.#deps, now: this.#deps.now() };
  }
}
