import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { STABLE_AFTER_MS, createOverlayWatchdog, RETRY_DELAYS_MS } from '../../../utils/overlay/overlay-watchdog.ts';

describe('createOverlayWatchdog', () => {
  let shown = true;
  let shows = 0;
  /** Whether showing works, as the page allows. */
  let allowed = true;
  const surface = {
    isShown: () => shown,
    show() {
      shows++;
      shown = allowed;
    },
  };
  const changed = vi.fn();
  beforeEach(() => {
    vi.useFakeTimers({ now: 0 });
    shown = true;
    shows = 0;
    allowed = true;
    changed.mockClear();
  });
  afterEach(() => {
    vi.useRealTimers();
  });
  const start = (): ReturnType<typeof createOverlayWatchdog> =>
    createOverlayWatchdog(surface, changed, () => Date.now());

  it('restores the overlay after one removal without a report', async () => {
    const healing = start();
    shown = false;
    healing.check();
    await vi.advanceTimersByTimeAsync(0);
    expect(shown).toBe(true);
    expect(healing.isShown()).toBe(true);
    expect(changed).not.toHaveBeenCalled();
  });

  it('gives up on a page that always removes the overlay and reports it once', async () => {
    const healing = start();
    allowed = false;
    shown = false;
    healing.check();
    await vi.advanceTimersByTimeAsync(120_000);
    expect(shows).toBe(RETRY_DELAYS_MS.length);
    expect(healing.isShown()).toBe(false);
    expect(changed).toHaveBeenCalledTimes(1);
    healing.check();
    await vi.advanceTimersByTimeAsync(120_000);
    expect(shows).toBe(RETRY_DELAYS_MS.length);
  });

  it('waits longer before each attempt', async () => {
    const healing = start();
    allowed = false;
    shown = false;
    healing.check();
    const at: number[] = [];
    let before = 0;
    while (vi.getTimerCount() > 0) {
      await vi.advanceTimersToNextTimerAsync();
      at.push(Date.now() - before);
      before = Date.now();
    }
    expect(at).toEqual([...RETRY_DELAYS_MS]);
    expect([...at].sort((a, b) => a - b)).toEqual(at);
  });

  it('starts the count of attempts again after a calm time', async () => {
    const healing = start();
    const takeAway = async (): Promise<void> => {
      shown = false;
      healing.check();
      await vi.advanceTimersByTimeAsync(10_000);
      expect(shown).toBe(true);
    };
    for (let round = 0; round < RETRY_DELAYS_MS.length - 1; round++) await takeAway();
    await vi.advanceTimersByTimeAsync(STABLE_AFTER_MS);
    healing.check();
    for (let round = 0; round < RETRY_DELAYS_MS.length - 1; round++) await takeAway();
    expect(healing.isShown()).toBe(true);
  });

  it('restores and reports the overlay when the page stops removing it', async () => {
    const healing = start();
    allowed = false;
    shown = false;
    healing.check();
    await vi.advanceTimersByTimeAsync(60_000);
    shown = true;
    healing.check();
    expect(healing.isShown()).toBe(true);
    expect(changed).toHaveBeenCalledTimes(2);
  });

  it('counts an exception as one failed attempt', async () => {
    const healing = createOverlayWatchdog(
      {
        isShown: () => false,
        show() {
          throw new Error('no document element');
        },
      },
      changed,
      () => Date.now(),
    );
    healing.check();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(healing.isShown()).toBe(false);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('does nothing after it was stopped', async () => {
    const healing = start();
    shown = false;
    healing.check();
    healing.stop();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(shows).toBe(0);
  });
});
