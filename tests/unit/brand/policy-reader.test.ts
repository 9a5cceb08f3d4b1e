import { describe, expect, it, vi } from 'vitest';
import { createPolicyReader } from '../../../utils/brand/policy-reader.ts';
import { UNMANAGED } from '../../../utils/brand/managed-policy.ts';

/** A policy and a clock that the test controls. */
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

/** A reader whose `getOrDefault` has answered without a policy after its limit. */
async function createDefaulted() {
  const own = createDeps();
  const notified = vi.fn();
  own.policy.onLate(notified);
  const early = own.policy.getOrDefault();
  own.waits[0]?.strike();
  expect(await early).toBe(UNMANAGED);
  return { ...own, notified };
}

/** Ends every wait until there is an answer. */
async function settled<T>(answer: Promise<T>, waits: readonly { strike(): void }[]): Promise<T> {
  await nextTurn();
  for (const { strike } of waits) strike();
  return answer;
}

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('createPolicyReader', () => {
  it('reads a prompt policy once for all callers', async () => {
    const { policy, reads } = createDeps();
    const answers = [policy.getOrDefault(), policy.getOrDefault(), policy.getFinal()];
    reads[0]?.come({ organisation: 'Example' });
    for (const answer of answers) expect(await answer).toMatchObject({ organisation: 'Example' });
    expect(reads).toHaveLength(1);
  });

  it('answers "no policy" when the browser rejects', async () => {
    const { policy, reads } = createDeps();
    const answer = policy.getOrDefault();
    reads[0]?.fail();
    expect(await answer).toBe(UNMANAGED);
  });

  it('answers without a late policy and notifies when it arrives', async () => {
    const { policy, reads, notified } = await createDefaulted();
    reads[0]?.come({ organisation: 'Example' });
    await nextTurn();
    expect(notified).toHaveBeenCalledOnce();
    expect(await policy.getOrDefault()).toMatchObject({ organisation: 'Example' });
  });

  it('does not notify when a late policy is empty', async () => {
    const { reads, notified } = await createDefaulted();
    reads[0]?.come({});
    await nextTurn();
    expect(notified).not.toHaveBeenCalled();
  });

  it('waits longer in getFinal, but not for ever', async () => {
    const { policy, waits } = createDeps();
    const known = policy.getFinal();
    expect(waits[0]?.milliseconds).toBeGreaterThan(5_000);
    waits[0]?.strike();
    expect(await settled(known, waits)).toBe(UNMANAGED);
    // Later callers do not wait again.
    expect(await policy.getFinal()).toBe(UNMANAGED);
  });

  it('notifies before any caller gets a late policy', async () => {
    const { policy, reads, notified } = await createDefaulted();
    const known = policy.getFinal().then(() => notified.mock.calls.length);
    reads[0]?.come({ organisation: 'Example' });
    expect(await known).toBe(1);
    expect(await policy.getOrDefault()).toMatchObject({ organisation: 'Example' });
    expect(notified).toHaveBeenCalledOnce();
  });

  it('does not notify about a policy that was forgotten meanwhile', async () => {
    const { policy, reads, notified } = await createDefaulted();
    policy.forget();
    void policy.getOrDefault();
    reads[0]?.come({ organisation: 'Old' });
    await nextTurn();
    expect(notified).not.toHaveBeenCalled();
    reads[1]?.come({ organisation: 'New' });
    expect(await policy.getOrDefault()).toMatchObject({ organisation: 'New' });
  });
});
