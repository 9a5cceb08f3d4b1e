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
  const told: (() => void)[] = [];

  const ask = (): Promise<Managed> => (asked ??= read().then(readPolicy, () => UNMANAGED));
  const within = async (longest: number): Promise<Managed | null> =>
    Promise.race([ask(), wait(longest).then(() => null)]);
  const answer = async (): Promise<Managed> => {
    const own = ask();
    const found = await within(MOMENT);
    if (found !== null) return found;
    void follow(own);
    return UNMANAGED;
  };
  const follow = async (own: Promise<Managed>): Promise<void> => {
    const late = await own;
    // Meanwhile it may have been forgotten, and asked for anew.
    if (asked !== own || saysNothing(late)) return;
    answered = own;
    for (const tell of told) tell();
  };
  return {
    soon: () => (answered ??= answer()),
    known: async () => (await within(LONGEST)) ?? UNMANAGED,
    onLate: (tell) => void told.push(tell),
    forget() {
      asked = null;
      answered = null;
    },
  };
}

const saysNothing = (policy: Managed): boolean => JSON.stringify(policy) === JSON.stringify(UNMANAGED);
