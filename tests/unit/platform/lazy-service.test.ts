import { describe, expect, it, vi } from 'vitest';
import { lazyService } from '../../../utils/platform/lazy-service.ts';

interface Counter {
  add(by: number): Promise<number>;
}

describe('lazyService', () => {
  it('creates the service at the first call and asks for it at each call', async () => {
    let total = 0;
    const make = vi.fn(async (): Promise<Counter> => ({ add: async (by) => (total += by) }));
    const service = lazyService(make);
    expect(make).not.toHaveBeenCalled();
    const { add } = service;
    expect(await add(2)).toBe(2);
    expect(await service.add(3)).toBe(5);
  });

  it('can be returned from a promise', async () => {
    const service = lazyService(async (): Promise<Counter> => ({ add: async (by) => by }));
    const same = await Promise.resolve(service);
    expect(await same.add(1)).toBe(1);
  });

  it('rejects a call when the service cannot be created', async () => {
    const service = lazyService<Counter>(() => Promise.reject(new Error('no policy')));
    await expect(service.add(1)).rejects.toThrow('no policy');
  });
});
