/** Small stores of the worker: what they keep, for how long, and what they never write. */
import { describe, expect, it, vi } from 'vitest';
import { createChannelProblems } from '../../../utils/background/channel-problems.ts';
import { createChannelVersions } from '../../../utils/background/channel-versions.ts';
import { armOutboxAlarm, startOutboxAlarm } from '../../../utils/background/outbox-alarm.ts';
import { createPastedTexts } from '../../../utils/background/pasted-texts.ts';
import { createPauses } from '../../../utils/background/pauses.ts';
import { createPostChoices } from '../../../utils/background/post-choices.ts';
import { createRateLimiter } from '../../../utils/background/rate-limiter.ts';
import { sendToTabs } from '../../../utils/background/send-to-tabs.ts';
import { memoryArea } from './memory-area.ts';

const VERSIONS = { root: 1, onlineKeys: 'ab', timestamp: 9, snapshot: 8, meta: { 'targets.json': 7 } };

describe('the trusted versions of a channel', () => {
  it('are kept for each channel until they are removed', async () => {
    const area = memoryArea();
    const versions = createChannelVersions(area);
    expect(await versions.get('own')).toBeNull();
    await versions.set('own', VERSIONS);
    await versions.set('other', { ...VERSIONS, timestamp: 3 });
    expect(await versions.get('own')).toEqual(VERSIONS);
    await versions.set('other', null);
    expect(Object.keys(area.stored)).toEqual(['channel-versions:own']);
  });

  it.each<[string, object]>([
    ['a negative version', { timestamp: -1 }],
    ['a fraction', { root: 1.5 }],
    ['a text for a version', { snapshot: '8' }],
    ['no online keys', { onlineKeys: undefined }],
    ['a version of metadata that is none', { meta: { 'targets.json': null } }],
  ])('are none when the record is damaged: %s', async (_case, change) => {
    const area = memoryArea({ 'channel-versions:own': { ...VERSIONS, ...change } });
    expect(await createChannelVersions(area).get('own')).toBeNull();
  });
});

describe('the problems of a channel', () => {
  it('are kept until a sync succeeds, and with them when the list was fetched again', async () => {
    const area = memoryArea();
    const problems = createChannelProblems(area);
    const problem = { key: 'network' } as never;
    expect([await problems.get('own'), await problems.lastRefetch('own')]).toEqual([null, 0]);
    await problems.set('own', problem);
    await problems.recordRefetch('own', 77);
    expect([await problems.get('own'), await problems.lastRefetch('own')]).toEqual([problem, 77]);
    expect([await problems.get('other'), await problems.lastRefetch('other')]).toEqual([null, 0]);
    await problems.set('own', null);
    expect(area.stored).toEqual({});
  });
});

describe('pauses', () => {
  it('of private windows stay in memory, end with the windows, and may resume a paused site there', async () => {
    const area = memoryArea();
    const pauses = createPauses(area, memoryArea());
    await pauses.set('a.example', true, true);
    expect(area.stored).toEqual({});
    expect([await pauses.isPaused('a.example', true), await pauses.isPaused('a.example', false)]).toEqual([
      true,
      false,
    ]);
    await pauses.set('b.example', true, false);
    expect(await pauses.isPaused('b.example', true)).toBe(true);
    await pauses.set('b.example', false, true);
    expect([await pauses.isPaused('b.example', true), await pauses.isPaused('b.example', false)]).toEqual([
      false,
      true,
    ]);
    await pauses.forgetPrivate();
    expect([await pauses.isPaused('a.example', true), await pauses.isPaused('b.example', true)]).toEqual([false, true]);
  });

  it('are kept once for each host, the last thousand', async () => {
    const area = memoryArea({ settings: {} });
    const pauses = createPauses(area, memoryArea());
    for (const host of ['a.example', 'b.example', 'a.example']) await pauses.set(host, true, false);
    await pauses.set('a.example', false, false);
    expect([await pauses.isPaused('a.example', false), await pauses.isPaused('b.example', false)]).toEqual([
      false,
      true,
    ]);
  });
});

describe('choices on posts', () => {
  it('are given for the posts that are named, and the last one counts', async () => {
    const choices = createPostChoices(memoryArea());
    await choices.set('1', 'fine', false);
    await choices.set('2', 'fine', false);
    await choices.set('1', 'opened', false);
    expect(await choices.get(['1', '3'], false)).toEqual({ 1: 'opened' });
    await choices.set('1', null, false);
    expect(await choices.get(['1', '2'], false)).toEqual({ 2: 'fine' });
  });

  it('of private windows are never written, and end with the windows', async () => {
    const area = memoryArea();
    const choices = createPostChoices(area);
    await choices.set('1', 'fine', true);
    expect(area.stored).toEqual({});
    expect(await choices.get(['1'], true)).toEqual({ 1: 'fine' });
    expect(await choices.get(['1'], false)).toEqual({});
    choices.forgetPrivate();
    expect(await choices.get(['1'], true)).toEqual({});
  });

  it('are the last five hundred', async () => {
    const choices = createPostChoices(memoryArea());
    for (let id = 0; id <= 500; id += 1) await choices.set(String(id), 'fine', true);
    expect(Object.keys(await choices.get(['0', '1', '500'], true))).toEqual(['1', '500']);
  });
});

describe('pasted texts', () => {
  it('are given out once, and the last five are kept', async () => {
    let nonce = 0;
    const area = memoryArea();
    const texts = createPastedTexts(area, () => `n${(nonce += 1)}`);
    for (const text of ['a', 'b', 'c', 'd', 'e', 'f']) await texts.save({ text, private: false });
    expect(await texts.take('n1')).toBeNull();
    expect(await texts.take('n2')).toEqual({ text: 'b', private: false });
    expect(await texts.take('n2')).toBeNull();
    expect(await texts.take('n6')).toEqual({ text: 'f', private: false });
    await texts.clear();
    expect(area.stored).toEqual({ pasted: [] });
  });
});

describe('createRateLimiter', () => {
  it('fills a tab’s bucket with time, up to its size, and never when the clock goes back', () => {
    const limiter = createRateLimiter(10, 2);
    expect([limiter.take(1, 10, 0), limiter.take(1, 1, 0), limiter.take(2, 10, 0)]).toEqual([true, false, true]);
    expect([limiter.take(1, 2, 999), limiter.take(1, 2, 1_000), limiter.take(1, 1, 500)]).toEqual([false, true, false]);
    expect([limiter.take(1, 11, 60_000), limiter.take(1, 10, 60_000)]).toEqual([false, true]);
    limiter.forget(1);
    expect(limiter.take(1, 10, 60_000)).toBe(true);
  });
});

describe('the alarm of the outbox', () => {
  it('sends what waits at its time, at browser start, and when a worker starts', async () => {
    const listeners: Record<string, (value: never) => void> = {};
    const on = (name: string) => ({ addListener: (listener: (value: never) => void) => (listeners[name] = listener) });
    const flush = vi.fn(async () => undefined);
    const browser = { alarms: { onAlarm: on('alarm') }, runtime: { onStartup: on('startup') } };
    startOutboxAlarm(browser as never, flush);
    expect(flush).toHaveBeenCalledTimes(1);
    listeners['alarm']?.({ name: 'outbox' } as never);
    listeners['alarm']?.({ name: 'sync' } as never);
    listeners['startup']?.(undefined as never);
    expect(flush).toHaveBeenCalledTimes(3);
  });

  it('is set to the next attempt, and cleared when nothing waits', async () => {
    const alarms = { create: vi.fn(async () => undefined), clear: vi.fn(async () => true) };
    await armOutboxAlarm(alarms as never, 77);
    expect(alarms.create).toHaveBeenCalledWith('outbox', { when: 77 });
    expect(alarms.clear).not.toHaveBeenCalled();
    await armOutboxAlarm(alarms as never, null);
    expect(alarms.clear).toHaveBeenCalledWith('outbox');
    expect(alarms.create).toHaveBeenCalledOnce();
  });
});

describe('sendToTabs', () => {
  it('tells every tab, or those of a host, also when one has no content script', async () => {
    const tabs = {
      query: vi.fn(async () => [{ id: 1 }, {}, { id: 2 }]),
      sendMessage: vi.fn(async (id: number) => await (id === 1 ? Promise.reject(new Error('no receiver')) : id)),
    };
    await sendToTabs(tabs as never, 'page.pause', { paused: true });
    await sendToTabs(tabs as never, 'page.pause', { paused: true }, { host: 'board.example' });
    expect(tabs.query.mock.calls).toEqual([[{}], [{ url: '*://board.example/*' }]]);
    const message = { name: 'page.pause', data: { paused: true } };
    expect(tabs.sendMessage.mock.calls.slice(0, 2)).toEqual([
      [1, message],
      [2, message],
    ]);
    expect(tabs.sendMessage).toHaveBeenCalledTimes(4);
  });
});
