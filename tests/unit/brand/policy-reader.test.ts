import { describe, expect, it, vi } from 'vitest';
import { createPolicyReader } from '../../../utils/brand/policy-reader.ts';
import { UNMANAGED } from '../../../utils/brand/managed-policy.ts';

/** A policy that comes when it is told to, and a clock that strikes when it is told to. */
function createDeps() {
  const reads: { come(policy: unknown): void; fail(): void }[] = [];
  const waits: { milliseconds: number; strike(): void }[] = [];
  const policy = createPolicyReader({
    read: () =>
      new Promise((resolve, reject) => void reads.push({ come: resolve, fail: () => reject(new Error('no policy')) })),
    wait: (milliseconds) => new Promise((strike) => void waits.push({ milliseconds, strike })),
  });
  return { policy, reads, waits };
}

/** The moment has passed, and `soon` has answered without a policy. */
async function createDefaulted() {
  const own = createDeps();
  const notified = vi.fn();
  own.policy.onLate(notified);
  const early = own.policy.getOrDefault();
  own.waits[0]?.strike();
  expect(await early).toBe(UNMANAGED);
  return { ...own, told: notified };
}

/** Strikes whatever is waited for, until there is an answer. */
async function settled<T>(answer: Promise<T>, waits: readonly { strike(): void }[]): Promise<T> {
  await nextTurn();
  for (const { strike } of waits) strike();
  return answer;
}

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('a policy', () => {
  it('that comes at once is in force, read once for all who ask', async () => {
    const { policy, reads } = createDeps();
    const asked = [policy.getOrDefault(), policy.getOrDefault(), policy.getFinal()];
    reads[0]?.come({ organisation: 'Example' });
    for (const answer of asked) expect(await answer).toMatchObject({ organisation: 'Example' });
    expect(reads).toHaveLength(1);
  });

  it('that the browser refuses is none', async () => {
    const { policy, reads } = createDeps();
    const answer = policy.getOrDefault();
    reads[0]?.fail();
    expect(await answer).toBe(UNMANAGED);
  });

  it('that is late is not waited for, and told of when it comes', async () => {
    const { policy, reads, told } = await createDefaulted();
    reads[0]?.come({ organisation: 'Example' });
    await nextTurn();
    expect(told).toHaveBeenCalledOnce();
    expect(await policy.getOrDefault()).toMatchObject({ organisation: 'Example' });
  });

  it('that is late and says nothing changes nothing', async () => {
    const { reads, told } = await createDefaulted();
    reads[0]?.come({});
    await nextTurn();
    expect(told).not.toHaveBeenCalled();
  });

  it('that never comes is waited for longer by those who must know it, not for ever', async () => {
    const { policy, waits } = createDeps();
    const known = policy.getFinal();
    expect(waits[0]?.milliseconds).toBeGreaterThan(5_000);
    waits[0]?.strike();
    expect(await settled(known, waits)).toBe(UNMANAGED);
    // The long wait is over for all who ask next.
    expect(await policy.getFinal()).toBe(UNMANAGED);
  });

  it('that is late is told of before anybody is answered with it', async () => {
    const { policy, reads, told } = await createDefaulted();
    const known = policy.getFinal().then(() => told.mock.calls.length);
    reads[0]?.come({ organisation: 'Example' });
    expect(await known).toBe(1);
    expect(await policy.getOrDefault()).toMatchObject({ organisation: 'Example' });
    expect(told).toHaveBeenCalledOnce();
  });

  it('that was forgotten meanwhile is told of no more', async () => {
    const { policy, reads, told } = await createDefaulted();
    policy.forget();
    void policy.getOrDefault();
    reads[0]?.come({ organisation: 'Old' });
    await nextTurn();
    expect(told).not.toHaveBeenCalled();
    reads[1]?.come({ organisation: 'New' });
    expect(await policy.getOrDefault()).toMatchObject({ organisation: 'New' });
  });
});
