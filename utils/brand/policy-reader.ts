/**
 * What the organisation's policy says, without waiting for it for ever: while the browser starts it may come seconds late,
 * or never where policies do not work, and no warning may wait for that.
 */
import { readPolicy, UNMANAGED, type ManagedPolicy } from './managed-policy.ts';

export interface PolicyReaderDeps {
  /** `storage.managed`, whole; Firefox refuses where there is no policy. */
  read(): Promise<unknown>;
  wait(milliseconds: number): Promise<void>;
}

export interface PolicyReader {
  /** As it is known after a moment at most: "no policy" where it has not come. */
  getOrDefault(): Promise<ManagedPolicy>;
  /** As it is, unless it does not come at all. */
  getFinal(): Promise<ManagedPolicy>;
  /** Called with a policy that came after `soon` had answered without it. */
  onLate(told: () => void): void;
  forget(): void;
}

/** A warning can wait for so long, and what must not be wrong, a report's recipient, for so much longer. */
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
  const soon = async (): Promise<ManagedPolicy> => {
    const own = startRead();
    const found = await within(DEFAULT_AFTER_MS);
    if (found === null) void own.then((late) => adopt(own, late));
    return found ?? UNMANAGED;
  };
  /** What was answered without the policy is told to be old, before anybody is answered with it. */
  const adopt = async (own: Promise<ManagedPolicy>, policy: ManagedPolicy): Promise<void> => {
    // Meanwhile it may have been forgotten, and asked for anew.
    if (pendingRead !== own || givenAnswer === null || givenAnswer === own) return;
    const isOld = (await givenAnswer) === UNMANAGED && !isUnmanaged(policy);
    if (pendingRead !== own || givenAnswer === own) return;
    givenAnswer = own;
    if (isOld) for (const tell of listeners) tell();
  };
  return {
    getOrDefault: () => (givenAnswer ??= soon()),
    async getFinal() {
      const own = startRead();
      const found = await (pendingFinal ??= within(GIVE_UP_AFTER_MS));
      if (found === null) return (givenAnswer ??= soon());
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
