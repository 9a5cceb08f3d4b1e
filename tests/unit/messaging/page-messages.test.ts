/** What a page of the extension does when the background never answers. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { sendInTime } from '../../../utils/messaging/page-messages.ts';

const send = vi.hoisted(() => vi.fn());
vi.mock('webextension-polyfill', () => ({ default: { runtime: { sendMessage: send } } }));
beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('gives up on a worker that hangs, and the next press asks it again', async () => {
  send.mockReturnValueOnce(new Promise(() => undefined));
  const first = expect(sendInTime('data.erase', null)).rejects.toThrow('no answer in time');
  await vi.advanceTimersByTimeAsync(20_000);
  await first;
  send.mockResolvedValueOnce({ ok: true, value: null });
  await expect(sendInTime('data.erase', null)).resolves.toBeNull();
  expect(vi.getTimerCount()).toBe(0);
});
