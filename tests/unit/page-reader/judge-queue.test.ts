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

/** A queue that records the ids of each request. `refuse` makes the next requests fail. */
function recordingQueue() {
  const requested: string[][] = [];
  let refused = 0;
  const queue = createJudgeQueue(
    async (posts) => {
      requested.push(posts.map(({ id }) => id));
      return refused-- > 0 ? null : posts.map(() => none);
    },
    () => undefined,
  );
  return { queue, requested, refuse: (count: number) => void (refused = count) };
}

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

  it('takes a post for urgent once it was added as such, before or after', async () => {
    for (const order of [
      [true, false],
      [false, true],
    ]) {
      const { queue, requested } = recordingQueue();
      for (let i = 0; i < 60; i++) queue.add(post(`far${i}`));
      for (const urgent of order) queue.add(post('near', 'x'.repeat(10_000)), urgent);
      await vi.runAllTimersAsync();
      expect(requested[0]?.[0]).toBe('near');
      expect(requested.flat()).toHaveLength(61);
    }
  });

  it('requests short posts first, and refused ones after the others', async () => {
    const { queue, requested, refuse } = recordingQueue();
    for (let i = 0; i < 5; i++) queue.add(post(`p${i}`, 'x'.repeat(10_000 - 1000 * i)));
    await vi.advanceTimersByTimeAsync(50);
    expect(requested).toEqual([['p4', 'p3', 'p2', 'p1', 'p0']]);
    refuse(1);
    queue.add(post('bad'));
    await vi.advanceTimersByTimeAsync(1010);
    queue.add(post('new', 'x'.repeat(10_000)));
    await vi.advanceTimersByTimeAsync(100);
    expect(requested.slice(1)).toEqual([['bad'], ['new', 'bad']]);
  });

  it('waits half a second after a refusal, also with what is urgent', async () => {
    const { queue, requested, refuse } = recordingQueue();
    refuse(1);
    queue.add(post('bad'));
    await vi.advanceTimersByTimeAsync(40);
    queue.add(post('new'), true);
    await vi.advanceTimersByTimeAsync(400);
    expect(requested).toEqual([['bad']]);
    await vi.advanceTimersByTimeAsync(200);
    expect(requested).toEqual([['bad'], ['new']]);
  });

  it('sends one request at a time, and none for a post that is in it', async () => {
    let answer: (verdicts: Verdict[]) => void = () => undefined;
    const requested: string[][] = [];
    const queue = createJudgeQueue(
      (posts) => (requested.push(posts.map(({ id }) => id)), new Promise((resolve) => void (answer = resolve))),
      () => undefined,
    );
    queue.add(post('a'));
    await vi.advanceTimersByTimeAsync(50);
    queue.add(post('a'));
    queue.add(post('b'));
    await vi.advanceTimersByTimeAsync(1000);
    expect(requested).toEqual([['a']]);
    answer([none]);
    await vi.advanceTimersByTimeAsync(1000);
    expect(requested).toEqual([['a'], ['b']]);
  });

  it('requests a post in time, however many come after it', async () => {
    const { queue, requested } = recordingQueue();
    for (let i = 0; i < 10; i++) {
      queue.add(post(`p${i}`));
      await vi.advanceTimersByTimeAsync(20);
    }
    expect(requested[0]).toEqual(['p0', 'p1']);
  });

  it('drops what waits when it is stopped, and starts again with the next post', async () => {
    const { queue, requested } = recordingQueue();
    queue.add(post('a'));
    expect(queue.size()).toBe(1);
    queue.stop();
    expect(queue.size()).toBe(0);
    await vi.runAllTimersAsync();
    expect(requested).toEqual([]);
    queue.add(post('b'));
    await vi.runAllTimersAsync();
    expect(requested).toEqual([['b']]);
  });

  it('never requests more posts than the worker allows, nor none at all', async () => {
    const { queue, requested } = recordingQueue();
    for (let i = 0; i < 2000; i++) queue.add(post(`p${i}`));
    await vi.advanceTimersByTimeAsync(2000);
    expect(requested.flat().length).toBeGreaterThanOrEqual(500);
    expect(requested.flat().length).toBeLessThan(620);
    await vi.runAllTimersAsync();
    expect(requested.flat()).toHaveLength(2000);
    expect(requested.filter((ids) => ids.length === 0)).toEqual([]);
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
