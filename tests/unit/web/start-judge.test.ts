/** The judge worker of the site: a start that failed is tried again with the next text. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { startJudge, type JudgeRequest } from '../../../web/start-judge.ts';

class FakeWorker extends EventTarget {
  static started: FakeWorker[] = [];
  readonly sent: (JudgeRequest | 'lists')[] = [];
  constructor() {
    super();
    FakeWorker.started.push(this);
  }
  postMessage(message: JudgeRequest | 'lists'): void {
    this.sent.push(message);
  }
  fail(): void {
    this.dispatchEvent(new Event('error'));
  }
  /** Answers the last request. */
  answer(): void {
    const { id } = this.sent.findLast((message) => message !== 'lists') as JudgeRequest;
    this.dispatchEvent(new MessageEvent('message', { data: { id, result: `of ${id}` } }));
  }
}

beforeEach(() => {
  FakeWorker.started = [];
  vi.stubGlobal('Worker', FakeWorker);
});
afterEach(() => vi.unstubAllGlobals());

it('starts anew after its script could not be loaded, and does not wait for ever', async () => {
  const judge = startJudge();
  const first = judge.check('', null);
  FakeWorker.started[0]!.fail();
  await expect(first).rejects.toThrow('could not start');
  const second = judge.check('Work in Mae Sot', null);
  expect(FakeWorker.started).toHaveLength(2);
  FakeWorker.started[1]!.answer();
  await expect(second).resolves.toBe('of 2');
});

it('keeps the lists for the worker that answers', async () => {
  const judge = startJudge();
  const first = judge.check('', null);
  judge.connectLists({} as MessagePort);
  FakeWorker.started[0]!.fail();
  await expect(first).rejects.toThrow('could not start');
  const second = judge.check('Work in Mae Sot', null);
  const [, worker] = FakeWorker.started;
  worker!.answer();
  await second;
  expect(worker!.sent).toContain('lists');
});

it('keeps a worker that ran and met a fault', async () => {
  const judge = startJudge();
  const first = judge.check('', null);
  FakeWorker.started[0]!.answer();
  await first;
  const second = judge.check('Work in Mae Sot', null);
  FakeWorker.started[0]!.fail();
  await expect(second).rejects.toThrow('could not start');
  void judge.check('Work in Mae Sot', null);
  expect(FakeWorker.started).toHaveLength(1);
});
