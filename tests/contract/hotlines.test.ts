/**
 * Every gathered contact for people in danger is in `knowledge/help`, and no number there comes from elsewhere. Skipped
 * where the gathered tables beside the repository are missing.
 */
import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { compileHelp } from '../../tools/knowledge/help.ts';
import type { Help } from '../../utils/model/help.ts';

const FIRST_TABLE = '../shared/field/hotlines.tsv';
const SECOND_TABLE = '../shared/field/help-2/contacts.tsv';
const exists = existsSync(FIRST_TABLE) && existsSync(SECOND_TABLE);

/** The second table contradicts this number: newer pages name another second line. */
const REPLACED = new Set(['861059913991']);

const digits = (text: string): string => text.replaceAll(/\D/gu, '');
/** One cell may hold two numbers: `1343 (Metro Manila; 02-1343 provinces)`. */
const numbersIn = (cell: string): string[] => cell.split(/[(;]/u).map(digits).filter(Boolean);
const readTable = (path: string): Record<string, string>[] =>
  exists ? parse<Record<string, string>>(readFileSync(path), { delimiter: '\t', columns: true, quote: null }) : [];

describe.skipIf(!exists)('help data (skipped: ../shared/field is missing)', async () => {
  const first = readTable(FIRST_TABLE);
  const second = readTable(SECOND_TABLE);
  const files = await compileHelp('knowledge');
  const help = JSON.parse(Buffer.from(files['help.json']!).toString('utf8')) as Help;
  const entries = help.countries.flatMap(({ entries: each }) => each);
  const numbers = new Set(
    entries.flatMap(({ number, telegram }) => [number, telegram].filter((each) => each !== undefined).map(digits)),
  );

  it('offers every contact of the first table', () => {
    const missing = first.filter(({ number = '', url = '', source = '' }) => {
      const page = source.split(' (')[0] ?? '';
      if (number === '') return !entries.some((entry) => entry.url === (url === '' ? page : url));
      return numbersIn(number).some((one) => !REPLACED.has(one) && !numbers.has(one));
    });
    expect(missing.map(({ country, name }) => `${country}: ${name}`)).toEqual([]);
  });

  it('offers every number of the second table, except personal lines and those that its notes doubt', () => {
    const left = second.filter(({ phone = '', note = '', topic, name_en: name = '' }) => {
      if (phone === '' || topic === 'register' || phone === '800SAVE') return false;
      if (/personal line|one province only|not named: check/u.test(`${note} ${name}`)) return false;
      if (/does not say that/u.test(note)) return false;
      return !numbers.has(digits(phone));
    });
    expect(left.map(({ name_en }) => name_en)).toEqual([]);
  });

  it('has no number that is in neither table', () => {
    const known = new Set([
      ...first.flatMap(({ number = '' }) => numbersIn(number)),
      ...second.map(({ phone = '' }) => digits(phone)),
      // 800SAVE on a keypad, as the second table notes.
      '8007283',
    ]);
    expect([...numbers].filter((number) => !known.has(number))).toEqual([]);
  });

  it('names for each contact of the second table the page that names it', () => {
    const pages = new Map<string, Set<string>>();
    for (const { phone = '', source_url: page = '' } of second) {
      if (phone === '') continue;
      pages.set(digits(phone), (pages.get(digits(phone)) ?? new Set()).add(page));
    }
    const fresh = entries.filter(({ gathered, number }) => gathered !== undefined && number !== undefined);
    const wrong = fresh.filter(({ number = '', source }) => {
      const known = pages.get(digits(number));
      return known !== undefined && !known.has(source ?? '');
    });
    expect(wrong.map(({ number }) => number)).toEqual([]);
    expect(fresh.length).toBeGreaterThan(50);
  });
});
