/** A pasted text, checked while the extension's database hangs: judged by its words, and "in no list" is not said. */
import { afterEach, expect, it, vi } from 'vitest';
import type { ChannelService } from '../../../utils/background/channel-service.ts';
import { createVerdictServices } from '../../../entrypoints/background/verdict-services.ts';
import { compileSmall } from '../detect/small-knowledge.ts';

vi.mock('webextension-polyfill', () => ({
  default: { storage: { local: { get: async () => ({}) } }, tabs: { query: async () => [] } },
}));
afterEach(() => void vi.useRealTimers());

it('is told from a text that no list names', async () => {
  const files = await compileSmall({ en: { signals: { 'travel-paid': ['free ticket'] } } });
  const bundled = { file: () => Promise.reject(new Error('not read here')), engineFiles: async () => files };
  const listed = { knowledge: async () => null, registers: async () => [], lookup: async () => [] };
  const answering = createVerdictServices(bundled, listed as unknown as ChannelService);
  expect((await answering.check('https://x.example', null)).areListsSilent).toBeUndefined();
  vi.useFakeTimers();
  const hanging = { ...listed, lookup: () => new Promise<never>(() => undefined) };
  const silent = createVerdictServices(bundled, hanging as unknown as ChannelService);
  const checking = silent.check('https://x.example', null);
  await vi.advanceTimersByTimeAsync(5_000);
  const result = await checking;
  expect(result.areListsSilent).toBe(true);
  expect(result.contacts.length).toBeGreaterThan(0);
});
