/** The reader's package holds the words that its pages show, and none that only the desk shows. */
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { leaveOutDeskWords } from '../../../tools/brand/leave-out-desk-words.ts';
import en from '../../../public/messages/en.json';

test('words of the desk are left out, counts and everything else stay', () => {
  const picture = { relativeDest: 'icons/16.png', absoluteSrc: resolve('public/icons/16.png') };
  const messages = { relativeDest: 'messages/en.json', absoluteSrc: resolve('public/messages/en.json') };
  const [first, second] = leaveOutDeskWords([messages, picture]);
  expect(second).toBe(picture);
  const kept = JSON.parse((first as { contents: string }).contents) as Record<string, unknown>;
  const isDeskOnly = (key: string): boolean => key.startsWith('desk.') && !key.startsWith('desk.count.');
  expect(Object.keys(en).filter(isDeskOnly).length).toBeGreaterThan(50);
  expect(kept).toEqual(Object.fromEntries(Object.entries(en).filter(([key]) => !isDeskOnly(key))));
});
