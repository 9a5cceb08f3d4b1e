// @vitest-environment jsdom
/** Which names and texts of a case a moderator can tick, and what the ticks list. */
import { act } from 'preact/test-utils';
import { expect, test, vi } from 'vitest';
import { CasePart } from '../../../components/desk/CasePart.tsx';
import type { DeskState } from '../../../utils/desk/desk-state.ts';
import type { DecisionInput } from '../../../utils/desk/sign-decisions.ts';
import { groupReports } from '../../../utils/desk/grouping.ts';
import { computeLogState } from '../../../utils/desk/log-state.ts';
import { buildQueue, type DeskReport } from '../../../utils/desk/queue.ts';
import type { Indicator } from '../../../utils/model/indicator.ts';
import { body, desk } from '../../../tools/lab/gallery/example-desk.ts';
import { renderComponent } from './render-component.tsx';

const ACCOUNT: Indicator = { kind: 'telegram', value: 'bkk_dream_team' };
const LURE = ['1', '2', '3'].map((digit) => digit.repeat(16));
const HONEST = ['a', 'b', 'c'].map((digit) => digit.repeat(16));

function report(at: number, prints: readonly string[], indicators: Indicator[] = [ACCOUNT]): [string, DeskReport] {
  const [first] = desk.reports.values();
  const id = at.toString(16).padStart(32, '0');
  return [id, { ...first!, facts: { ...first!.facts, id, prints: [...prints], indicators } }];
}

/** The first case of these reports, open at its first report. */
async function openCase(reports: ReadonlyMap<string, DeskReport>) {
  const logState = computeLogState([], new Set());
  const state: DeskState = { ...desk, reports, logState };
  const [queueCase] = buildQueue(groupReports(Array.from(reports.values(), ({ facts }) => facts)), state);
  const onDecide = vi.fn<(choice: DecisionInput) => void>();
  const pictures = { show: async () => await Promise.resolve(null), read: async () => await Promise.resolve('') };
  const root = await renderComponent(
    <CasePart
      queueCase={queueCase!}
      openedAs={queueCase!.id}
      state={state}
      isDeciding={false}
      hasLetterKeys
      onBody={async () => await Promise.resolve(body)}
      pictures={pictures}
      onDecide={onDecide}
      onBack={() => undefined}
    />,
  );
  const press = (selector: string): Promise<void> => act(() => root.querySelector<HTMLElement>(selector)!.click());
  const next = (): Promise<void> => press('.case > .bar:nth-of-type(2) button:last-child');
  const decide = async (): Promise<string[]> => {
    await press('input[value="watch"]');
    await press('#decide');
    return onDecide.mock.calls.at(-1)?.[0].indicators.map(({ value }) => value) ?? [];
  };
  return { root, press, next, decide };
}

test('the text that is listed is the one that is shown, though more copies of another joined its case', async () => {
  const reports = new Map([
    ...[1, 2, 3].map((at) => report(at, LURE)),
    ...[4, 5, 6, 7].map((at) => report(at, HONEST)),
    report(8, ['f'.repeat(16)]),
  ]);
  const { root, press, next, decide } = await openCase(reports);
  const box = (): HTMLInputElement | null => root.querySelector<HTMLInputElement>('input[data-name="text"]');
  expect(root.querySelector('h2')?.textContent).toContain('8 reports');
  await press('input[data-name="text"]');
  expect(await decide()).toEqual(LURE);
  for (let count = 0; count < 3; count += 1) await next();
  expect(box()?.checked).toBe(false);
  for (let count = 0; count < 4; count += 1) await next();
  // No other report is a copy of this one.
  expect(box()).toBeNull();
  expect(await decide()).toEqual(LURE);
});

test('one text is ticked at a time: under one evidence reference, two would be one', async () => {
  const reports = new Map([...[1, 2].map((at) => report(at, LURE)), ...[3, 4].map((at) => report(at, HONEST))]);
  const { press, next, decide } = await openCase(reports);
  await press('input[data-name="text"]');
  await next();
  await next();
  await press('input[data-name="text"]');
  await press('input[data-name="telegram:bkk_dream_team"]');
  expect(await decide()).toEqual(['bkk_dream_team', ...HONEST]);
  await press('input[data-name="text"]');
  expect(await decide()).toEqual(['bkk_dream_team']);
});

test('a name of the report that is shown can be ticked, however many names others put into its case', async () => {
  const names = (from: number, count: number): Indicator[] =>
    Array.from({ length: count }, (_, at) => ({ kind: 'telegram', value: `name_${from + at}` }));
  const reports = new Map([
    report(1, [], [ACCOUNT, ...names(0, 23)]),
    report(2, [], [ACCOUNT, ...names(100, 23)]),
    report(3, [], [ACCOUNT, { kind: 'line', value: 'real_one' }]),
  ]);
  const { root, press, next, decide } = await openCase(reports);
  expect(root.querySelectorAll('input[data-name]')).toHaveLength(40);
  await next();
  await next();
  await press('input[data-name="line:real_one"]');
  for (const _ of [1, 2]) await press('.case > .bar:nth-of-type(2) button:first-child');
  // What is ticked stays in view.
  expect(root.querySelectorAll('input[data-name]')).toHaveLength(41);
  expect(await decide()).toEqual(['real_one']);
});
