/** Texts that are longer than what is read at once. */
import { beforeEach, expect, it, vi } from 'vitest';
import { checkInParts } from '../../../utils/check/check-in-parts.ts';
import type { CheckResult } from '../../../utils/check/check-text.ts';
import { MAX_PASTED_UNITS } from '../../../utils/check/paste-limits.ts';

const LINE = 'see you at noon\n';
const talk = (parts: number): string => LINE.repeat((parts * MAX_PASTED_UNITS) / LINE.length);
const CRY = 'help, I am held\n';
const LURE = 'Mae Sot, tourist visa\n';

const check = vi.fn(async (text: string): Promise<CheckResult> => {
  const kind = text.includes(CRY) ? 'held' : text.includes(LURE) ? 'lure' : null;
  const messages = [...text.matchAll(/[^\n]+/gu)].slice(0, 2).map(({ index, 0: line }) => ({
    sender: 'Dao',
    time: '',
    start: index,
    end: index + line.length,
    level: 'none' as const,
  }));
  return {
    verdict: { level: kind === 'lure' ? 'danger' : 'none', kind, score: 0, language: 'en', reasons: [] },
    style: 'whatsapp',
    messages,
    senders: ['Dao'],
    marks: [],
    places: [],
    contacts: [{ kind: 'phone', raw: '0812345678' }],
    truncated: false,
  };
});
beforeEach(() => {
  check.mockClear();
});

it('hears a cry for help at the end first, in whole messages', async () => {
  const { read, found } = await checkInParts(`${talk(3)}${CRY}`, check);
  expect(found.verdict.kind).toBe('held');
  expect(read).toMatch(/^see you at noon\n/u);
  expect(read.endsWith(CRY)).toBe(true);
  expect(check).toHaveBeenCalledTimes(2);
});

it.each([
  { name: 'a cry for help', words: CRY, kind: 'held' },
  { name: 'a lure', words: LURE, kind: 'lure' },
])('finds $name in the middle of a text of 2 MB', async ({ words, kind }) => {
  const { read, found } = await checkInParts(`${talk(2.5)}${words}${talk(2.5)}`, check);
  expect({ kind: found.verdict.kind, truncated: found.truncated }).toEqual({ kind, truncated: false });
  expect(read).toContain(words);
});

it('joins what was read where no part gives a warning, and says of no cut', async () => {
  const text = talk(3.3);
  const { read, found } = await checkInParts(text, check);
  expect(read).toBe(text);
  expect(found).toMatchObject({ truncated: false, senders: ['Dao'], contacts: [{ raw: '0812345678' }] });
  expect(found.messages.map(({ start, end }) => text.slice(start, end))).toEqual(Array(8).fill(LINE.trim()));
  const lengths = check.mock.calls.map(([part]) => part.length);
  expect(lengths.reduce((sum, length) => sum + length, 0)).toBe(text.length);
  expect(Math.max(...lengths)).toBeLessThanOrEqual(MAX_PASTED_UNITS);
});

it('joins the parts of a text that is no conversation to one message', async () => {
  const text = talk(2.5).trim();
  const { found } = await checkInParts(text, async (part) => ({ ...(await check(part)), style: null }));
  expect(found.messages).toMatchObject([{ start: 0 }]);
  expect(found.messages[0]!.end).toBeGreaterThan(text.length / 2);
});

it('reads ten parts at most, and says that only the first part was read', async () => {
  const { found } = await checkInParts(talk(14), check);
  expect(check).toHaveBeenCalledTimes(10);
  expect(found.truncated).toBe(true);
});

it('reads a text without lines in parts of whole words', async () => {
  await checkInParts('noon '.repeat(MAX_PASTED_UNITS / 2), check);
  expect(check.mock.calls.every(([part]) => /^noon .*noon $/u.test(part))).toBe(true);
  check.mockClear();
  await checkInParts('a'.repeat(MAX_PASTED_UNITS + 1), check);
  expect(check).toHaveBeenCalledTimes(2);
});

it('reads nothing twice where the text is short, or its first part gives danger', async () => {
  for (const text of ['see you at noon', '']) {
    check.mockClear();
    expect((await checkInParts(text, check)).read).toBe(text);
    expect(check).toHaveBeenCalledOnce();
  }
  check.mockClear();
  const { read, found } = await checkInParts(`${LURE}${talk(2)}`, check);
  expect(check).toHaveBeenCalledOnce();
  expect(read.startsWith(LURE)).toBe(true);
  expect(found.truncated).toBe(true);
});
