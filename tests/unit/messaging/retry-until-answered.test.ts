import { describe, expect, it, vi } from 'vitest';
import { retryUntilAnswered } from '../../../utils/messaging/retry-until-answered.ts';

const createDeps = (alive = true) => ({ isAlive: () => alive, wait: vi.fn(async () => undefined) });

describe('a question on which everything hangs', () => {
  it('is asked once where it is answered', async () => {
    const world = createDeps();
    expect(await retryUntilAnswered(async () => 'yes', world)).toBe('yes');
    expect(world.wait).not.toHaveBeenCalled();
  });

  it('is asked again, ever later, until there is an answer', async () => {
    const world = createDeps();
    const ask = vi.fn<() => Promise<string | null>>().mockResolvedValue('yes');
    ask.mockResolvedValueOnce(null).mockResolvedValueOnce(null);
    expect(await retryUntilAnswered(ask, world)).toBe('yes');
    const waits = world.wait.mock.calls.flat() as number[];
    expect(waits).toHaveLength(2);
    expect(waits[1]).toBeGreaterThan(waits[0] ?? 0);
  });

  it('is given up in the end, and at once by an extension that is gone', async () => {
    const ask = vi.fn(async () => null);
    expect(await retryUntilAnswered(ask, createDeps())).toBeNull();
    expect(ask).toHaveBeenCalledTimes(4);
    ask.mockClear();
    expect(await retryUntilAnswered(ask, createDeps(false))).toBeNull();
    expect(ask).toHaveBeenCalledOnce();
  });
});
