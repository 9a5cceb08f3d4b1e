/** A fetch takes minutes. What is decided meanwhile is kept, and what failed stays in view. */
import { expect, test, vi } from 'vitest';
import { DeskTasks } from '../../../components/desk/desk-tasks.ts';
import type { Notice } from '../../../components/desk/DeskPage.tsx';

const FAILED: Notice = { key: 'desk.failed', isProblem: true };
const DECIDED: Notice = { key: 'desk.decided', isProblem: false };
const PULLED: Notice = { key: 'desk.pulled', isProblem: false };

function openTasks() {
  const onChange = vi.fn<() => void>();
  return { onChange, tasks: new DeskTasks({ onChange, noticeFor: () => FAILED }) };
}

/** Work that ends when it is told to. */
function heldWork(notice: Notice) {
  let end: (() => void) | undefined;
  const work = vi.fn<() => Promise<Notice>>(async () => {
    await new Promise<void>((resolve) => (end = resolve));
    return notice;
  });
  return { work, end: () => end?.() };
}

test('a decision during a fetch is kept at once, and the fetch goes on', async () => {
  const { tasks } = openTasks();
  const pull = heldWork(PULLED);
  const pulling = tasks.run(pull.work);
  await tasks.decide(async () => DECIDED);
  expect([tasks.notice, tasks.isBusy, tasks.isDeciding]).toEqual([DECIDED, true, false]);
  pull.end();
  await pulling;
  expect([tasks.notice, tasks.isBusy]).toEqual([PULLED, false]);
});

test('a second press while a decision is being kept is the same press; another task waits for nobody', async () => {
  const { tasks } = openTasks();
  const first = heldWork(DECIDED);
  const deciding = tasks.decide(first.work);
  expect(tasks.isDeciding).toBe(true);
  await tasks.decide(first.work);
  expect(first.work).toHaveBeenCalledTimes(1);
  await tasks.run(async () => PULLED);
  expect(tasks.notice).toEqual(PULLED);
  first.end();
  await deciding;
  expect([tasks.notice, tasks.isDeciding]).toEqual([DECIDED, false]);
});

test('a decision that failed stays in view until the next press, whatever the fetch says', async () => {
  const { tasks, onChange } = openTasks();
  const pull = heldWork(PULLED);
  const pulling = tasks.run(pull.work);
  await tasks.decide(() => Promise.reject(new Error('the disk is full')));
  tasks.showProgress({ key: 'desk.pulling', isProblem: false });
  expect(tasks.notice).toEqual(FAILED);
  pull.end();
  await pulling;
  expect(tasks.notice).toEqual(FAILED);
  await tasks.decide(async () => DECIDED);
  expect(tasks.notice).toEqual(DECIDED);
  expect(onChange).toHaveBeenCalled();
});

test('one task at a time', async () => {
  const { tasks } = openTasks();
  const pull = heldWork(PULLED);
  const pulling = tasks.run(pull.work);
  const second = vi.fn<() => Promise<null>>(async () => null);
  await tasks.run(second);
  expect(second).not.toHaveBeenCalled();
  pull.end();
  await pulling;
  await tasks.run(second);
  expect([second.mock.calls.length, tasks.notice]).toEqual([1, null]);
});
