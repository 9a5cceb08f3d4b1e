import { describe, expect, it } from 'vitest';
import { createFairQueue } from '../../../utils/background/fair-queue.ts';

const pause = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('createFairQueue', () => {
  it('serves a tab with one post before the rest of a tab with a hundred', async () => {
    const queue = createFairQueue(pause);
    const order: string[] = [];
    const job = (name: string) => async () => void order.push(name);
    const flood = Array.from({ length: 100 }, (_, at) => queue.run(1, job(`flood ${at}`)));
    await queue.run(2, job('other'));
    expect(order.indexOf('other')).toBeLessThan(3);
    await Promise.all(flood);
    expect(order).toHaveLength(101);
    expect(order.filter((name) => name !== 'other')).toEqual(Array.from({ length: 100 }, (_, at) => `flood ${at}`));
  });

  it('runs one job at a time and goes on after one that fails', async () => {
    const queue = createFairQueue(pause);
    let running = 0;
    let most = 0;
    const job = async (): Promise<number> => {
      running += 1;
      most = Math.max(most, running);
      await pause();
      running -= 1;
      return running;
    };
    const failed = queue.run(1, () => Promise.reject(new Error('broken')));
    const others = [queue.run(1, job), queue.run(2, job)];
    await expect(failed).rejects.toThrow('broken');
    expect(await Promise.all(others)).toEqual([0, 0]);
    expect(most).toBe(1);
  });
});
