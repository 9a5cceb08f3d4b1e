import { describe, expect, it } from 'vitest';
import {
  canonicalCompany,
  companyOfWords,
  isLegalForm,
  nameWords,
} from '../../../utils/indicators/canonical-company.ts';
import { asciiDigits, canonicalPhone } from '../../../utils/indicators/canonical-phone.ts';

describe('nameWords', () => {
  it.each([
    ["O'Brien & Sons", ['obrien', 'sons']],
    ['Golden-Example, Ltd.', ['golden', 'example', 'ltd']],
    ['G.E.S. Golden', ['ges', 'golden']],
    ['S.A.', ['sa']],
    ['Café Đông Á', ['cafe', 'dong', 'a']],
    ['L’Étoile d’Or', ['letoile', 'dor']],
    ['Ｇｏｌｄ', ['gold']],
    ['  ', []],
    ['3M 7-Eleven', ['3m', '7', 'eleven']],
    ['ดาวทอง', ['ดาวทอง']],
  ])('splits %s', (name, words) => {
    expect(nameWords(name)).toEqual(words);
  });
});

describe('canonicalCompany', () => {
  it.each([
    ['PT Golden Example', 'goldenexample'],
    ['Golden Example S.A. de C.V.', 'goldenexample'],
    ['Golden de', 'golden'],
    ['de Golden', 'degolden'],
    ['Golden Co Ltd Inc', 'golden'],
    ['金星有限公司', '金星'],
    ['金有限公司', null],
    ['AB', null],
    ['Abc', 'abc'],
    ['123 456', null],
    ['123a', '123a'],
    ['Ltd', null],
    ['Ltd Ltd', null],
    ['', null],
  ])('%s -> %s', (name, value) => {
    expect(canonicalCompany(name)).toBe(value);
  });

  it('leaves the words that it is given as they are', () => {
    const words = ['golden', 'ltd'];
    expect(companyOfWords(words)).toBe('golden');
    expect(words).toEqual(['golden', 'ltd']);
  });
});

describe('isLegalForm', () => {
  it.each([
    [['ltd'], true],
    [['co', 'ltd'], true],
    [['有限公司'], true],
    [['golden', 'ltd'], false],
    [['pt', 'ltd'], false],
    [[], false],
  ])('is for %j: %s', (words, is) => {
    expect(isLegalForm(words)).toBe(is);
  });
});

describe('asciiDigits', () => {
  it.each([
    ['٠٨١', '081'],
    ['۰۸۱', '081'],
    ['०८१', '081'],
    ['০৮১', '081'],
    ['୦୮୧', '081'],
    ['௦௮௧', '081'],
    ['๐๘๑', '081'],
    ['໐໘໑', '081'],
    ['၀၈၁', '081'],
    ['០៨១', '081'],
    ['０８１', '081'],
    ['๙', '9'],
    ['a1', 'a1'],
    // A script whose digits no post of ours uses.
    ['᠐', '᠐'],
  ])('%s -> %s', (text, digits) => {
    expect(asciiDigits(text)).toBe(digits);
  });
});

describe('canonicalPhone', () => {
  it.each([
    [' tel:+66 81 234 5678', '+66812345678'],
    ['TEL:+66812345678', '+66812345678'],
    ['xtel:+66812345678', null],
    ['0066812345678', '+66812345678'],
    ['+0066812345678', '+66812345678'],
    ['+ 00 66812345678', '+66812345678'],
    ['00 066812345678', null],
    ['66812345678', null],
    ['＋66812345678', '+66812345678'],
    ['+66', null],
    ['+6681234567890123', null],
    ['', null],
  ])('%s -> %s', (raw, number) => {
    expect(canonicalPhone(raw)).toBe(number);
  });

  it('takes a number without its country’s code where the country is known', () => {
    expect(canonicalPhone('0912 345 678', 'VN')).toBe('+84912345678');
    expect(canonicalPhone('0912 345 678')).toBeNull();
    expect(canonicalPhone('12', 'VN')).toBeNull();
  });
});
