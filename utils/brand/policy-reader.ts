/**
 * Reads the organisation's policy with time limits. While the browser starts, the policy may arrive seconds late, or never
 * where policies do not work. No warning waits for that.
 */
import { readPolicy, UNMANAGED, type ManagedPolicy } from './managed-policy.ts';

export interface PolicyReaderDeps {
  /** Reads all of `storage.managed`; Firefox rejects without a policy. */
  read(): Promise<unknown>;
  wait(milliseconds: number): Promise<void>;
}

export interface PolicyReader {
  /** The policy, or `UNMANAGED` when it is late. The first call sets the limit. @param limitMs milliseconds to wait */
  getOrDefault(limitMs?: number): Promise<ManagedPolicy>;
  /** Waits for the policy; `UNMANAGED` when it never arrives. */
  getFinal(): Promise<ManagedPolicy>;
  /** The listener is called when a policy arrives after `getOrDefault` has answered without it. */
  onLate(listener: () => void): void;
  forget(): void;
}

/** A warning can wait for the first limit; a report, whose recipient must be right, for the second. */
const DEFAULT_AFTER_MS = 1_000;
const GIVE_UP_AFTER_MS = 15_000;

export function createPolicyReader({ read, wait }: PolicyReaderDeps): PolicyReader {
  let pendingRead: Promise<ManagedPolicy> | null = null;
  let givenAnswer: Promise<ManagedPolicy> | null = null;
  let pendingFinal: Promise<ManagedPolicy | null> | null = null;
  const listeners: (() => void)[] = [];

  const startRead = (): Promise<ManagedPolicy> => (pendingRead ??= read().then(readPolicy, () => UNMANAGED));
  const within = (longest: number): Promise<ManagedPolicy | null> =>
    Promise.race([startRead(), wait(longest).then(() => null)]);
  const answerWithin = async (limitMs: number): Promise<ManagedPolicy> => {
    const own = startRead();
    const found = await within(limitMs);
    if (found === null) void own.then((late) => adopt(own, late));
    return found ?? UNMANAGED;
  };
  /** Tells the listeners that earlier answers are outdated, before any caller gets the policy. */
  const adopt = async (own: Promise<ManagedPolicy>, policy: ManagedPolicy): Promise<void> => {
    // Another call may have started a new read meanwhile.
    if (pendingRead !== own || givenAnswer === null || givenAnswer === own) return;
    const isOld = (await givenAnswer) === UNMANAGED && !isUnmanaged(policy);
    if (pendingRead !== own || givenAnswer === own) return;
    givenAnswer = own;
    if (isOld) for (const tell of listeners) tell();
  };
  return {
    getOrDefault: (limitMs = DEFAULT_AFTER_MS) => (givenAnswer ??= answerWithin(limitMs)),
    async getFinal() {
      const own = startRead();
      const found = await (pendingFinal ??= within(GIVE_UP_AFTER_MS));
      if (found === null) return (givenAnswer ??= answerWithin(DEFAULT_AFTER_MS));
      await adopt(own, found);
      return found;
    },
    onLate: (tell) => void listeners.push(tell),
    forget() {
      pendingRead = null;
      givenAnswer = null;
      pendingFinal = null;
    },
  };
}

const isUnmanaged = (policy: ManagedPolicy): boolean => JSON.stringify(policy) === JSON.stringify(UNMANAGED);
