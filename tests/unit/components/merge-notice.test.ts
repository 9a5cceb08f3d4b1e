/** What the desk says after a colleague’s file was read. */
import { expect, test } from 'vitest';
import { mergeNotice } from '../../../components/desk/merge-notice.ts';
import { mergedFileOf, type MergedFile } from '../../../utils/desk/merged-file.ts';
import type { EntryFault } from '../../../utils/desk/decision-log.ts';
import en from '../../../public/messages/en.json';

const file = (...faults: EntryFault[]): MergedFile => mergedFileOf('Ana', 'a1', { added: [], known: 2, faults });

test('a colleague’s file whose decisions are dated ahead is called neither damaged nor forged: a clock is wrong', () => {
  const notice = mergeNotice(file('dated-ahead', 'dated-ahead'));
  expect(notice).toMatchObject({ key: 'desk.merged', advice: 'problem.clock', isProblem: true });
  expect(en[notice.key]).not.toContain('forged');
  expect(en['problem.clock']).toContain('Check that date');
});

test('what was damaged is counted without what is dated ahead', () => {
  expect(mergeNotice(file('bad-signature', 'dated-ahead', 'too-old'))).toEqual({
    key: 'desk.merged.faults',
    values: { from: 'Ana', added: 0, known: 2, left: 2 },
    advice: 'problem.clock',
    isProblem: true,
  });
  expect(mergeNotice(file('bad-signature'))).toMatchObject({ key: 'desk.merged.faults', isProblem: true });
  expect(mergeNotice(file('bad-signature'))).not.toHaveProperty('advice');
});

test('a file without a fault is good news', () => {
  expect(mergeNotice(file())).toMatchObject({ key: 'desk.merged', isProblem: false });
});
