import { describe, expect, it, vi } from 'vitest';
import { createLatePolicy } from '../../../utils/brand/late-policy.ts';
import { UNMANAGED } from '../../../utils/brand/managed.ts';

/** A policy that comes when it is told to, and a clock that strikes when it is told to. */
function world() {
  const reads: { come(policy: unknown): void; fail(): void }[] = [];
  const waits: { milliseconds: number; strike(): void }[] = [];
  const policy = createLatePolicy({
    read: () =>
      new Promise((resolve, reject) => void reads.push({ come: resolve, fail: () => reject(new Error('no policy')) })),
    wait: (milliseconds) => new Promise((strike) => void waits.push({ milliseconds, strike })),
  });
  return { policy, reads, waits };
}

/** The moment has passed, and `soon` has answered without a policy. */
async function afterTheMoment() {
  const own = world();
  const told = vi.fn();
  own.policy.onLate(told);
  const early = own.policy.soon();
  own.waits[0]?.strike();
  expect(await early).toBe(UNMANAGED);
  return { ...own, told };
}

/** Strikes whatever is waited for, until there is an answer. */
async function settled<T>(answer: Promise<T>, waits: readonly { strike(): void }[]): Promise<T> {
  await settle();
  for (const { strike } of waits) strike();
  return answer;
}

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('a policy', () => {
  it('that comes at once is in force, read once for all who ask', async () => {
    const { policy, reads } = world();
    const asked = [policy.soon(), policy.soon(), policy.known()];
    reads[0]?.come({ organisation: 'Example' });
    for (const answer of asked) expect(await answer).toMatchObject({ organisation: 'Example' });
    expect(reads).toHaveLength(1);
  });

  it('that the browser refuses is none', async () => {
    const { policy, reads } = world();
    const answer = policy.soon();
    reads[0]?.fail();
    expect(await answer).toBe(UNMANAGED);
  });

  it('that is late is not waited for, and told of when it comes', async () => {
    const { policy, reads, told } = await afterTheMoment();
    reads[0]?.come({ organisation: 'Example' });
    await settle();
    expect(told).toHaveBeenCalledOnce();
    expect(await policy.soon()).toMatchObject({ organisation: 'Example' });
  });

  it('that is late and says nothing changes nothing', async () => {
    const { reads, told } = await afterTheMoment();
    reads[0]?.come({});
    await settle();
    expect(told).not.toHaveBeenCalled();
  });

  it('that never comes is waited for longer by those who must know it, not for ever', async () => {
    const { policy, waits } = world();
    const known = policy.known();
    expect(waits[0]?.milliseconds).toBeGreaterThan(5_000);
    waits[0]?.strike();
    expect(await settled(known, waits)).toBe(UNMANAGED);
    // The long wait is over for all who ask next.
    expect(await policy.known()).toBe(UNMANAGED);
  });

  it('that is late is told of before anybody is answered with it', async () => {
    const { policy, reads, told } = await afterTheMoment();
    const known = policy.known().then(() => told.mock.calls.length);
    reads[0]?.come({ organisation: 'Example' });
    expect(await known).toBe(1);
    expect(await policy.soon()).toMatchObject({ organisation: 'Example' });
    expect(told).toHaveBeenCalledOnce();
  });

  it('that was forgotten meanwhile is told of no more', async () => {
    const { policy, reads, told } = await afterTheMoment();
    policy.forget();
    void policy.soon();
    reads[0]?.come({ organisation: 'Old' });
    await settle();
    expect(told).not.toHaveBeenCalled();
    reads[1]?.come({ organisation: 'New' });
    expect(await policy.soon()).toMatchObject({ organisation: 'New' });
  });
});
