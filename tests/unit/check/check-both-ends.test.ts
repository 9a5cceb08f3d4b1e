/** Texts that are longer than what is read at once. */
import { expect, it, vi } from 'vitest';
import { checkBothEnds } from '../../../utils/check/check-both-ends.ts';
import type { CheckResult } from '../../../utils/check/check-text.ts';
import { MAX_PASTED_UNITS } from '../../../utils/check/paste-limits.ts';

const TALK = 'see you at noon\n'.repeat(MAX_PASTED_UNITS / 10);
const CRY = 'help, I am held';

const check = vi.fn(async (text: string): Promise<CheckResult> => {
  const read = text.slice(0, MAX_PASTED_UNITS);
  const kind = read.includes(CRY) ? 'held' : read.includes('lure') ? 'lure' : null;
  const verdict = { level: kind === 'lure' ? 'danger' : 'none', kind, score: 0, language: 'en', reasons: [] };
  return { verdict, truncated: text.length > read.length } as unknown as CheckResult;
});

it('hears a cry for help behind what is read at once, in whole messages', async () => {
  const { read, found } = await checkBothEnds(`${TALK}${CRY}`, check);
  expect(found.verdict.kind).toBe('held');
  expect(read).toMatch(/^see you at noon\n/u);
  expect(read.endsWith(CRY)).toBe(true);
});

it('says that only the first part was read where neither end gives a warning', async () => {
  const { read, found } = await checkBothEnds(TALK, check);
  expect(read).toBe(TALK);
  expect(found.truncated).toBe(true);
});

it('reads nothing twice where the text is short, or its first part gives a warning', async () => {
  for (const text of ['see you at noon', `lure\n${TALK}`]) {
    check.mockClear();
    expect((await checkBothEnds(text, check)).read).toBe(text);
    expect(check).toHaveBeenCalledOnce();
  }
});
