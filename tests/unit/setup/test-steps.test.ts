import { getPriority } from 'node:os';
import { expect, test, vi } from 'vitest';
import { groupSteps, runStep, STEPS_BACK, type Step } from '../../../tools/setup/test-steps.ts';

const step = (name: string, beside?: string): Step => ({
  name,
  command: 'true',
  args: [],
  ...(beside === undefined ? {} : { beside }),
});
const names = (steps: readonly Step[]): string[][] => groupSteps(steps).map((group) => group.map(({ name }) => name));

/** Ends with its priority as its exit code. */
const PRIORITY: Step = {
  name: 'priority',
  command: process.execPath,
  args: ['-e', 'console.log("one"); console.error("two"); process.exit(require("node:os").getPriority())'],
};

test('a step runs beside the one that it names, and alone where that one does not run', () => {
  expect(names([step('types'), step('house', 'types'), step('e2e'), step('unit', 'e2e'), step('last')])).toEqual([
    ['types', 'house'],
    ['e2e', 'unit'],
    ['last'],
  ]);
  expect(names([step('types'), step('unit', 'e2e')])).toEqual([['types'], ['unit']]);
});

test('a step in the background stands back, and prints when it has ended', async () => {
  const print = vi.fn();
  expect(await runStep(PRIORITY, true, print)).toBe(Math.min(getPriority() + STEPS_BACK, 19));
  expect(print.mock.calls).toEqual([[expect.stringMatching(/^(?:one\ntwo|two\none)\n$/u)]]);
});

test('a step in the foreground keeps its priority', async () => {
  expect(await runStep(PRIORITY)).toBe(getPriority());
});

test('a command that is not there is an error', async () => {
  await expect(runStep({ ...PRIORITY, command: 'no-such-command' }, true)).rejects.toThrow('ENOENT');
});
