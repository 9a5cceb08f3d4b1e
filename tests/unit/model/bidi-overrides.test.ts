import { describe, expect, it } from 'vitest';
import { resolveBidiOverrides } from '../../../utils/model/bidi-overrides.ts';

const backwards = (text: string): string => `\u202e${Array.from(text).toReversed().join('')}`;

describe('resolveBidiOverrides', () => {
  it('reverses what is between an override and its end', () => {
    expect(resolveBidiOverrides('a \u202ecb\u202c d')).toBe('a bc d');
  });

  it.each(['salary 1,200', 'зарплата', 'μισθός', '招聘文员', '채용', '求人です'])('reverses %s', (text) => {
    expect(resolveBidiOverrides(`${backwards(text)}\nsee`)).toBe(`${text}\nsee`);
  });

  it('keeps marks behind their letters', () => {
    expect(resolveBidiOverrides('\u202eนดืเนงิเ')).toBe('เงินเดืน');
    expect(resolveBidiOverrides('\u202eनतवे')).toBe('वेतन');
  });

  it('keeps the length with a filler for each control character', () => {
    expect(resolveBidiOverrides('a \u202ecb\u202c d \u202efe', '_')).toBe('a _bc_ d _ef');
  });

  it('leaves text that is read from right to left as it is', () => {
    expect(resolveBidiOverrides('\u202eمرحبا abc')).toBe('\u202eمرحبا abc');
    expect(resolveBidiOverrides('\u202eשלום\u202c')).toBe('\u202eשלום\u202c');
  });
});
