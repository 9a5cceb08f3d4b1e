import { describe, expect, it, vi } from 'vitest';
import { retryUntilAnswered } from '../../../utils/messaging/retry-until-answered.ts';

const createDeps = (alive = true) => ({ isAlive: () => alive, wait: vi.fn(async () => undefined) });

describe('retryUntilAnswered', () => {
  it('sends once when there is an answer', async () => {
    const deps = createDeps();
    expect(await retryUntilAnswered(async () => 'yes', deps)).toBe('yes');
    expect(deps.wait).not.toHaveBeenCalled();
  });

  it('repeats with growing delays until there is an answer', async () => {
    const deps = createDeps();
    const ask = vi.fn<() => Promise<string | null>>().mockResolvedValue('yes');
    ask.mockResolvedValueOnce(null).mockResolvedValueOnce(null);
    expect(await retryUntilAnswered(ask, deps)).toBe('yes');
    const waits = deps.wait.mock.calls.flat() as number[];
    expect(waits).toHaveLength(2);
    expect(waits[1]).toBeGreaterThan(waits[0] ?? 0);
  });

  it('gives up after the last delay, and at once after the extension was reloaded', async () => {
    const ask = vi.fn(async () => null);
    expect(await retryUntilAnswered(ask, createDeps())).toBeNull();
    expect(ask).toHaveBeenCalledTimes(4);
    ask.mockClear();
    expect(await retryUntilAnswered(ask, createDeps(false))).toBeNull();
    expect(ask).toHaveBeenCalledOnce();
  });
});
