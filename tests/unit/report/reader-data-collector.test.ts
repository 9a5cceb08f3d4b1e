import { describe, expect, it } from 'vitest';
import { ReaderDataCollector } from '../../../utils/report/reader-data-collector.ts';
import { EMPTY_READER_DATA, emailsIn, phoneDigits, type ReaderData } from '../../../utils/report/reader-data.ts';

function collected(...values: string[]): ReaderData {
  const found = new ReaderDataCollector();
  for (const value of values) found.addValue(value, true);
  return found.toReaderData();
}

describe('a value of unknown kind', () => {
  it.each<[string, Partial<ReaderData>]>([
    [' n@mail.example ', { emails: ['n@mail.example'] }],
    ['n@mail.example, t@mail.example', { emails: ['n@mail.example', 't@mail.example'] }],
    ['12345', { accounts: ['12345'] }],
    ['12345678901234567890', { accounts: ['12345678901234567890'] }],
    ['+66 81 234 5678', { phones: ['+66 81 234 5678'] }],
    ['@nadia_4b2', { accounts: ['nadia_4b2'] }],
    ['nadia.t', { accounts: ['nadia.t'] }],
    ['Nadia', { names: ['Nadia'] }],
    ['1234', { accounts: ['1234'] }],
    ['abc', {}],
    ['', {}],
    ['nadia t 4', {}],
    [`a.${'x'.repeat(59)}`, {}],
  ])('%j is filed as %j', (value, filed) => {
    expect(collected(value)).toEqual({ ...EMPTY_READER_DATA, ...filed });
  });

  it('is kept once, up to 60 of a kind and 500 letters', () => {
    expect(collected('nadia.t', '@nadia.t').accounts).toEqual(['nadia.t']);
    const many = Array.from({ length: 70 }, (_, at) => `nadia_${at}`);
    expect(collected(...many).accounts).toEqual(many.slice(0, 60));
    const found = new ReaderDataCollector();
    found.secrets.add('x'.repeat(500));
    found.secrets.add('x'.repeat(501));
    expect(found.toReaderData().secrets).toEqual(['x'.repeat(500)]);
  });
});

describe('phoneDigits', () => {
  it.each([
    ['+66 (0)81-234.5678', '660812345678'],
    ['12345678', '12345678'],
    ['  081-234-5678 ', '0812345678'],
    ['123456789012345', '123456789012345'],
    ['1234567', ''],
    ['1234567890123456', ''],
    ['call 081 234 5678', ''],
    ['081 234 5678 now', ''],
    ['', ''],
  ])('of %j are %j', (text, digits) => {
    expect(phoneDigits(text)).toBe(digits);
  });
});

it('finds each address in a text, and none in a sign alone', () => {
  expect(emailsIn('to n@mail.example or ชื่อ@อีเมล.ไทย.')).toEqual(['n@mail.example', 'ชื่อ@อีเมล.ไทย']);
  expect(emailsIn('@nadia, n@localhost, @mail.example')).toEqual([]);
});
