import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  createDeskWorkerClient,
  type DeskTask,
  type DeskTaskResult,
  type DeskWorkerClient,
} from '../../../utils/desk/desk-worker-client.ts';
import { MAX_INPUT_BYTES } from '../../../utils/desk/open-report.ts';
import type { Secrets } from '../../../utils/desk/vault.ts';

/** A worker whose answers the test gives. */
class TestWorker extends EventTarget {
  readonly tasks: DeskTask[] = [];
  isTerminated = false;

  postMessage(task: DeskTask): void {
    this.tasks.push(task);
  }

  terminate(): void {
    this.isTerminated = true;
  }

  answer(result: DeskTaskResult): void {
    this.dispatchEvent(new MessageEvent('message', { data: result }));
  }
}

let workers: TestWorker[];
let client: DeskWorkerClient;
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  // Browsers have it, Node has not.
  vi.stubGlobal(
    'ErrorEvent',
    class extends Event {
      message = 'out of memory';
    },
  );
  workers = [];
  client = createDeskWorkerClient(() => {
    workers.push(new TestWorker());
    return workers.at(-1) as unknown as Worker;
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const streamOf = (length: number): ReadableStream<Uint8Array> => new Blob([new Uint8Array(length)]).stream();
const open = async (): Promise<unknown> => await client.openReport(streamOf(3), ['identity'], '2026-11-25');
/** The outcome of a task, so that a refusal is not unhandled before it is looked at. */
const settled = async (task: Promise<unknown>): Promise<unknown> => await task.catch((error: unknown) => error);
/** Waits until a worker was given so many tasks. The clock stands still meanwhile. */
async function tasksOf(worker: number, count: number): Promise<void> {
  while ((workers[worker]?.tasks.length ?? 0) < count) await new Promise((resolve) => setImmediate(resolve));
  expect(workers[worker]?.tasks).toHaveLength(count);
}
const SECRETS = { name: 'Ana' } as Secrets;

describe('the client of the desk’s worker', () => {
  test('hands the bytes, keys and day to the worker, and gives back what it read', async () => {
    const task = open();
    await tasksOf(0, 1);
    const sealed = new Uint8Array(3);
    expect(workers[0]?.tasks).toEqual([{ do: 'open', sealed, identities: ['identity'], today: '2026-11-25' }]);
    const opened = { document: {}, facts: {}, reading: {} } as never;
    workers[0]?.answer({ done: 'opened', opened });
    expect(await task).toBe(opened);
    // An answer in time stops the clock: the worker is kept.
    await vi.advanceTimersByTimeAsync(60_000);
    expect(workers[0]?.isTerminated).toBe(false);
  });

  test('refuses with the reason of the worker', async () => {
    const task = settled(open());
    await tasksOf(0, 1);
    workers[0]?.answer({ done: 'refused', key: 'not-for-us', detail: 'no key' });
    expect(await task).toMatchObject({ key: 'not-for-us', message: 'no key' });
  });

  test('refuses as damaged what the worker failed at or answered otherwise', async () => {
    const first = settled(open());
    await tasksOf(0, 1);
    workers[0]?.answer({ done: 'failed', detail: 'out of memory' });
    expect(await first).toMatchObject({ key: 'damaged', message: 'out of memory' });
    const second = settled(open());
    await tasksOf(0, 2);
    workers[0]?.answer({ done: 'wrong-passphrase' });
    expect(await second).toMatchObject({ key: 'damaged', message: 'wrong-passphrase' });
  });

  test('ends a worker after 20 seconds, and starts another for the next report', async () => {
    const task = settled(open());
    await tasksOf(0, 1);
    await vi.advanceTimersByTimeAsync(19_999);
    expect(workers[0]?.isTerminated).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(await task).toMatchObject({ key: 'too-slow' });
    expect(workers[0]?.isTerminated).toBe(true);
    const next = settled(open());
    await tasksOf(1, 1);
    workers[1]?.answer({ done: 'refused', key: 'twice', detail: '' });
    expect(await next).toMatchObject({ key: 'twice' });
  });

  test('ends a worker that failed, and starts another', async () => {
    const task = settled(open());
    await tasksOf(0, 1);
    workers[0]?.dispatchEvent(new ErrorEvent('error'));
    expect(await task).toMatchObject({ key: 'damaged', message: 'out of memory' });
    expect(workers[0]?.isTerminated).toBe(true);
    const next = settled(open());
    await tasksOf(1, 1);
    workers[1]?.dispatchEvent(new Event('error'));
    expect(await next).toMatchObject({ key: 'damaged', message: 'the worker failed' });
  });

  test('gives the worker one task at a time, so that each answer belongs to its task', async () => {
    const tasks = [client.openVault(new Uint8Array(1), 'one'), client.openVault(new Uint8Array(1), 'two')];
    await tasksOf(0, 1);
    workers[0]?.answer({ done: 'unlocked', secrets: SECRETS });
    expect(await tasks[0]).toBe(SECRETS);
    await tasksOf(0, 2);
    workers[0]?.answer({ done: 'wrong-passphrase' });
    expect(await tasks[1]).toBeNull();
    expect(workers).toHaveLength(1);
  });

  test('never hands a file to the worker that is longer than a report can be', async () => {
    const task = client.openReport(streamOf(MAX_INPUT_BYTES + 1), [], '2026-11-25');
    await expect(task).rejects.toMatchObject({ key: 'too-large' });
    expect(workers).toEqual([]);
  });

  test('opens and seals the secrets, and says when that failed', async () => {
    const vault = Uint8Array.of(7);
    const sealing = client.sealVault(SECRETS, 'words');
    await tasksOf(0, 1);
    expect(workers[0]?.tasks[0]).toEqual({ do: 'lock-up', secrets: SECRETS, passphrase: 'words' });
    workers[0]?.answer({ done: 'locked', vault });
    expect(await sealing).toBe(vault);
    for (const [result, message] of [
      [{ done: 'failed', detail: 'no memory' }, 'no memory'],
      [{ done: 'refused', key: 'too-slow', detail: '' }, 'refused'],
    ] as const) {
      const from = workers[0]?.tasks.length ?? 0;
      const both = [settled(client.openVault(vault, 'words')), settled(client.sealVault(SECRETS, 'words'))];
      for (const at of [1, 2]) {
        await tasksOf(0, from + at);
        workers[0]?.answer(result);
      }
      for (const task of both) expect(await task).toMatchObject({ message });
    }
  });
});

test('a picture is decoded in the worker; one that fails or takes too long is none', async () => {
  const picture = { type: 'image/jpeg', data: 'AAAA' } as const;
  const bitmap = { width: 1 } as ImageBitmap;
  const shown = client.showPicture(picture);
  await tasksOf(0, 1);
  expect(workers[0]?.tasks[0]).toEqual({ do: 'show-picture', picture });
  workers[0]?.answer({ done: 'shown', bitmap });
  expect(await shown).toBe(bitmap);
  const broken = client.showPicture(picture);
  await tasksOf(0, 2);
  workers[0]?.answer({ done: 'failed', detail: 'not a JPEG' });
  expect(await broken).toBeNull();
  const slow = client.showPicture(picture);
  await tasksOf(0, 3);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(await slow).toBeNull();
  expect(workers[0]?.isTerminated).toBe(true);
});
