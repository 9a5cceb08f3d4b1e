import { describe, expect, test, vi } from 'vitest';
import { lazyService } from '../../../utils/platform/lazy-service.ts';

interface Counter {
  add(by: number): Promise<number>;
}

describe('a deferred service', () => {
  test('is made when it is first asked, and asked again each time', async () => {
    let total = 0;
    const make = vi.fn(async (): Promise<Counter> => ({ add: async (by) => (total += by) }));
    const service = lazyService(make);
    expect(make).not.toHaveBeenCalled();
    const { add } = service;
    expect(await add(2)).toBe(2);
    expect(await service.add(3)).toBe(5);
  });

  test('can be returned from a promise', async () => {
    const service = lazyService(async (): Promise<Counter> => ({ add: async (by) => by }));
    const same = await Promise.resolve(service);
    expect(await same.add(1)).toBe(1);
  });

  test('a failure to make it is the answer', async () => {
    const service = lazyService<Counter>(() => Promise.reject(new Error('no policy')));
    await expect(service.add(1)).rejects.toThrow('no policy');
  });
});
