/**
 * What the organisation's policy says, without waiting for it for ever: while the browser starts it may come seconds late,
 * or never where policies do not work, and no warning may wait for that.
 */
import { readPolicy, UNMANAGED, type Managed } from './managed.ts';

export interface PolicyWorld {
  /** `storage.managed`, whole; Firefox refuses where there is no policy. */
  read(): Promise<unknown>;
  wait(milliseconds: number): Promise<void>;
}

export interface LatePolicy {
  /** As it is known after a moment at most: "no policy" where it has not come. */
  soon(): Promise<Managed>;
  /** As it is, unless it does not come at all. */
  known(): Promise<Managed>;
  /** Called with a policy that came after `soon` had answered without it. */
  onLate(told: () => void): void;
  forget(): void;
}

/** A warning can wait for so long, and what must not be wrong, a report's recipient, for so much longer. */
const MOMENT = 1_000;
const LONGEST = 15_000;

export function createLatePolicy({ read, wait }: PolicyWorld): LatePolicy {
  let asked: Promise<Managed> | null = null;
  let answered: Promise<Managed> | null = null;
  let waited: Promise<Managed | null> | null = null;
  const told: (() => void)[] = [];

  const ask = (): Promise<Managed> => (asked ??= read().then(readPolicy, () => UNMANAGED));
  const within = (longest: number): Promise<Managed | null> => Promise.race([ask(), wait(longest).then(() => null)]);
  const soon = async (): Promise<Managed> => {
    const own = ask();
    const found = await within(MOMENT);
    if (found === null) void own.then((late) => adopt(own, late));
    return found ?? UNMANAGED;
  };
  /** What was answered without the policy is told to be old, before anybody is answered with it. */
  const adopt = async (own: Promise<Managed>, policy: Managed): Promise<void> => {
    // Meanwhile it may have been forgotten, and asked for anew.
    if (asked !== own || answered === null || answered === own) return;
    const isOld = (await answered) === UNMANAGED && !saysNothing(policy);
    if (asked !== own || answered === own) return;
    answered = own;
    if (isOld) for (const tell of told) tell();
  };
  return {
    soon: () => (answered ??= soon()),
    async known() {
      const own = ask();
      const found = await (waited ??= within(LONGEST));
      if (found === null) return (answered ??= soon());
      await adopt(own, found);
      return found;
    },
    onLate: (tell) => void told.push(tell),
    forget() {
      asked = null;
      answered = null;
      waited = null;
    },
  };
}

const saysNothing = (policy: Managed): boolean => JSON.stringify(policy) === JSON.stringify(UNMANAGED);
