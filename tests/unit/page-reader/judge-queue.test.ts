import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { JobPost } from '../../../utils/model/job-post.ts';
import type { Verdict } from '../../../utils/model/verdict.ts';
import { createJudgeQueue } from '../../../utils/page-reader/judge-queue.ts';

const post = (id: string, text = ''): JobPost => ({
  id,
  url: '',
  site: 'x',
  kind: 'card',
  title: id,
  company: '',
  location: '',
  salary: '',
  text,
  contacts: [],
  poster: '',
});
const none: Verdict = { level: 'none', kind: null, score: 0, language: 'en', reasons: [] };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('createJudgeQueue', () => {
  it('requests equal posts once, in batches of fifty', async () => {
    const batches: number[] = [];
    const queue = createJudgeQueue(
      async (posts) => (batches.push(posts.length), posts.map(() => none)),
      () => undefined,
    );
    for (let i = 0; i < 120; i++) queue.add(post(`p${i % 60}`));
    await vi.runAllTimersAsync();
    queue.add(post('p1'));
    await vi.runAllTimersAsync();
    expect(batches).toEqual([50, 10]);
    expect(queue.verdictOf('p59')).toBe(none);
  });

  it('limits a batch by the size of its texts', async () => {
    const batches: number[] = [];
    const queue = createJudgeQueue(
      async (posts) => (batches.push(posts.length), posts.map(() => none)),
      () => undefined,
    );
    for (let i = 0; i < 5; i++) queue.add(post(`p${i}`, 'x'.repeat(900_000)));
    await vi.runAllTimersAsync();
    expect(batches).toEqual([1, 1, 1, 1, 1]);
  });

  it('retries a failed request with growing delays and a limit', async () => {
    const at: number[] = [];
    const queue = createJudgeQueue(
      async () => (at.push(Date.now()), null),
      () => undefined,
    );
    queue.add(post('a'));
    await vi.runAllTimersAsync();
    expect(at.length).toBe(7);
    const waits = at.slice(1).map((time, index) => time - at[index]!);
    expect(waits.every((wait, index) => index === 0 || wait > waits[index - 1]!)).toBe(true);
  });

  it('uses the next answer after a lost one and drops answers in flight when invalidated', async () => {
    let answers: ((verdicts: Verdict[] | null) => void)[] = [];
    const queue = createJudgeQueue(
      () => new Promise((resolve) => answers.push(resolve)),
      () => undefined,
    );
    queue.add(post('a'));
    await vi.advanceTimersByTimeAsync(50);
    queue.invalidate();
    queue.add(post('a'));
    answers.shift()!([none]);
    await vi.advanceTimersByTimeAsync(50);
    expect(queue.verdictOf('a')).toBeUndefined();
    answers.shift()!([none]);
    await vi.runAllTimersAsync();
    expect(queue.verdictOf('a')).toBe(none);
    answers = [];
  });

  it('requests new verdicts after it was invalidated', async () => {
    const caution: Verdict = { ...none, level: 'caution' };
    const verdicts = [none, caution];
    const queue = createJudgeQueue(
      async () => [verdicts.shift()!],
      () => undefined,
    );
    queue.add(post('a'));
    await vi.runAllTimersAsync();
    queue.invalidate();
    expect(queue.verdictOf('a')).toBeUndefined();
    queue.add(post('a'));
    await vi.runAllTimersAsync();
    expect(queue.verdictOf('a')).toBe(caution);
  });

  it('requests urgent posts first', async () => {
    const requestedIds: string[][] = [];
    const queue = createJudgeQueue(
      async (posts) => (requestedIds.push(posts.map(({ id }) => id)), posts.map(() => none)),
      () => undefined,
    );
    for (let i = 0; i < 60; i++) queue.add(post(`far${i}`));
    queue.add(post('near'), true);
    await vi.runAllTimersAsync();
    expect(requestedIds[0]?.[0]).toBe('near');
  });

  it('never requests more posts than the worker allows', async () => {
    let count = 0;
    const queue = createJudgeQueue(
      async (posts) => ((count += posts.length), posts.map(() => none)),
      () => undefined,
    );
    for (let i = 0; i < 2000; i++) queue.add(post(`p${i}`));
    await vi.advanceTimersByTimeAsync(2000);
    expect(count).toBeGreaterThanOrEqual(500);
    expect(count).toBeLessThan(620);
    await vi.runAllTimersAsync();
    expect(count).toBe(2000);
  });

  it('gets the other verdicts when one post is refused', async () => {
    const queue = createJudgeQueue(
      async (posts) => (posts.some(({ id }) => id === 'bad') ? null : posts.map(() => none)),
      () => undefined,
    );
    queue.add(post('bad'));
    for (let i = 0; i < 40; i++) queue.add(post(`p${i}`));
    await vi.runAllTimersAsync();
    expect(queue.verdictOf('p39')).toBe(none);
    expect(queue.verdictOf('bad')).toBeUndefined();
  });

  it('requests a short post before long ones, and alone', async () => {
    const requested: string[][] = [];
    const queue = createJudgeQueue(
      async (posts) => (requested.push(posts.map(({ id }) => id)), posts.map(() => none)),
      () => undefined,
    );
    for (let i = 0; i < 10; i++) queue.add(post(`long${i}`, 'x'.repeat(1_000_000)), true);
    await vi.advanceTimersByTimeAsync(2000);
    queue.add(post('short'), true);
    await vi.advanceTimersByTimeAsync(50);
    expect(queue.verdictOf('short')).toBe(none);
    expect(requested.at(-1)).toEqual(['short']);
    await vi.runAllTimersAsync();
    expect(queue.verdictOf('long9')).toBe(none);
  });

  it('requests a longer post beside a stream of short ones', async () => {
    const queue = createJudgeQueue(
      async (posts) => posts.map(() => none),
      () => undefined,
    );
    let count = 0;
    /** 200 short posts a second, four times as many as are granted. */
    const stream = async (seconds: number): Promise<void> => {
      for (let tenths = 0; tenths < 10 * seconds; tenths++) {
        for (let i = 0; i < 20 && queue.size() < 300; i++) queue.add(post(`short${count++}`), true);
        await vi.advanceTimersByTimeAsync(100);
      }
    };
    await stream(10);
    expect(queue.size()).toBeGreaterThan(250);
    queue.add(post('long', 'x'.repeat(4000)), true);
    await stream(15);
    expect(queue.verdictOf('long')).toBe(none);
    queue.stop();
  });

  it('counts the units of posts as the worker does', async () => {
    let units = 0;
    const queue = createJudgeQueue(
      async (posts) => ((units += posts.reduce((sum, { text }) => sum + text.length, 0)), posts.map(() => none)),
      () => undefined,
    );
    for (let i = 0; i < 10; i++) queue.add(post(`long${i}`, 'x'.repeat(900_000)));
    await vi.advanceTimersByTimeAsync(2000);
    // The worker grants 2,400,000 at once and 120,000 each second.
    expect(units).toBeLessThanOrEqual(2_640_000);
  });

  it('requests a post that costs more than is granted at once', async () => {
    const queue = createJudgeQueue(
      async (posts) => posts.map(() => none),
      () => undefined,
    );
    queue.add(post('long', 'x'.repeat(3_000_000)));
    await vi.runAllTimersAsync();
    expect(queue.verdictOf('long')).toBe(none);
  });

  it('requests new posts soon after a long one was refused', async () => {
    const queue = createJudgeQueue(
      async (posts) => (posts.some(({ id }) => id.startsWith('long')) ? null : posts.map(() => none)),
      () => undefined,
    );
    for (let i = 0; i < 4; i++) queue.add(post(`long${i}`, 'x'.repeat(300_000)), true);
    await vi.advanceTimersByTimeAsync(20_000);
    queue.add(post('new'), true);
    await vi.advanceTimersByTimeAsync(600);
    expect(queue.verdictOf('new')).toBe(none);
  });
});
