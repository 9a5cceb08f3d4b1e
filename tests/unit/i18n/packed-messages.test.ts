import { expect, it } from 'vitest';
import { packMessages, unpackMessages } from '../../../utils/i18n/packed-messages.ts';

const KEYS = ['a', 'b', 'constructor'];

it('gives back the messages of a language, and none for a key that it lacks', () => {
  const messages = { b: { one: '{count} post', other: '{count} posts' }, a: 'Danger', 'intl.region.TH': 'Thailand' };
  const packed = packMessages(KEYS, messages);
  expect(packed).toEqual({
    texts: ['Danger', { one: '{count} post', other: '{count} posts' }, null],
    others: { 'intl.region.TH': 'Thailand' },
  });
  expect(unpackMessages(KEYS, packed)).toEqual(messages);
});

it('refuses texts of another list of keys', () => {
  expect(() => unpackMessages(KEYS, { texts: ['Danger'], others: {} })).toThrow(RangeError);
});
