import { describe, expect, it, vi } from 'vitest';
import { createTimedReads } from '../../../utils/platform/timed-reads.ts';

/** A database and a clock that the test controls. */
function createDeps() {
  const strikes: (() => void)[] = [];
  const onLate = vi.fn();
  const reads = createTimedReads({ wait: () => new Promise((strike) => void strikes.push(strike)), onLate });
  let give: (value: string) => void = () => undefined;
  let fail: () => void = () => undefined;
  const slow = (): Promise<string> =>
    new Promise((resolve, reject) => {
      give = resolve;
      fail = () => reject(new Error('broken'));
    });
  return {
    strikes,
    onLate,
    reads,
    patiently: reads.read,
    slow,
    give: (value: string) => give(value),
    fail: () => fail(),
  };
}

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('createTimedReads', () => {
  it('passes on an answer and a failure', async () => {
    const { patiently, onLate } = createDeps();
    expect(await patiently(async () => 'list', 'none')).toBe('list');
    await expect(patiently(() => Promise.reject(new Error('broken')), 'none')).rejects.toThrow('broken');
    expect(onLate).not.toHaveBeenCalled();
  });

  it('resolves with the fallback after the limit, and at once for later calls', async () => {
    const { reads, patiently, slow, strikes } = createDeps();
    expect(reads.isHanging()).toBe(false);
    const first = patiently(slow, 'none');
    strikes[0]?.();
    expect(await first).toBe('none');
    expect(reads.isHanging()).toBe(true);
    const ask = vi.fn(async () => 'list');
    expect(await patiently(ask, 'none')).toBe('none');
    expect(ask).not.toHaveBeenCalled();
  });

  it.each(['give', 'fail'] as const)(
    'reads again after a hanging read has ended (%s), and calls onLate once',
    async (end) => {
      const hung = createDeps();
      const first = hung.patiently(hung.slow, 'none');
      const second = hung.patiently(() => new Promise<string>(() => undefined), 'none');
      for (const strike of hung.strikes) strike();
      await Promise.all([first, second]);
      hung[end]('list');
      await nextTurn();
      expect(hung.onLate).toHaveBeenCalledOnce();
      expect(hung.reads.isHanging()).toBe(false);
      expect(await hung.patiently(async () => 'list', 'none')).toBe('list');
    },
  );
});
