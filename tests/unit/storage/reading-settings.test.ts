import { describe, expect, it, vi } from 'vitest';
import { createPauses } from '../../../utils/background/pauses.ts';
import { createReadingSettings } from '../../../utils/storage/reading-settings.ts';
import { DEFAULT_SETTINGS, type StorageArea } from '../../../utils/storage/settings.ts';
import { memoryArea } from '../background/memory-area.ts';

const SAVED = { ...DEFAULT_SETTINGS, sensitivity: 'watchful', paused: ['paused.example'] };
const STORED = { settings: SAVED };
const never = (): Promise<void> => new Promise(() => undefined);
const refuse = (): Promise<never> => Promise.reject(new Error('IO error: .../LOCK'));
const areaOf = (get: StorageArea['get']): StorageArea => ({ get, set: refuse });

describe('createReadingSettings', () => {
  it('gives what is stored now', async () => {
    const area = memoryArea(STORED);
    const read = createReadingSettings(area, { wait: never, onLate: () => undefined });
    expect(await read()).toEqual(SAVED);
    await area.set({ settings: DEFAULT_SETTINGS });
    expect(await read()).toEqual(DEFAULT_SETTINGS);
  });

  it('lets pages be read where the storage is damaged, and overwrites nothing', async () => {
    const get = vi.fn(refuse);
    const area = areaOf(get);
    const read = createReadingSettings(area, { wait: never, onLate: () => undefined });
    const pauses = createPauses(area, memoryArea(), read);
    expect(await pauses.isPaused('paused.example', false)).toBe(false);
    // Each refusal may take seconds: the storage is not asked again at once.
    expect(await read()).toEqual(DEFAULT_SETTINGS);
    expect(get).toHaveBeenCalledTimes(1);
    await expect(pauses.set('a.example', true, false)).rejects.toThrow('LOCK');
  });

  it('tells when damaged storage answers again', async () => {
    const onLate = vi.fn();
    const get = vi.fn(async (): Promise<Record<string, unknown>> => STORED).mockImplementationOnce(refuse);
    let proceed: () => void = () => undefined;
    // Neither limit nor pause ends before the test says so.
    const wait = (): Promise<void> => new Promise((resolve) => (proceed = resolve));
    const read = createReadingSettings(areaOf(get), { wait, onLate });
    expect(await read()).toEqual(DEFAULT_SETTINGS);
    await vi.waitFor(() => {
      proceed();
      expect(onLate).toHaveBeenCalledTimes(1);
    });
    expect(await read()).toEqual(SAVED);
  });

  it('gives the defaults while the storage hangs, and tells when it answers', async () => {
    let answer: (stored: Record<string, unknown>) => void = () => undefined;
    const onLate = vi.fn();
    const area = areaOf(() => new Promise((resolve) => (answer = resolve)));
    const read = createReadingSettings(area, { wait: async () => undefined, onLate });
    expect(await read()).toEqual(DEFAULT_SETTINGS);
    expect(onLate).not.toHaveBeenCalled();
    answer(STORED);
    await vi.waitFor(() => expect(onLate).toHaveBeenCalledTimes(1));
  });
});
