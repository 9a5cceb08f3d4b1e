/** Scenario sheets, the writers' format and the checks on rows that enter the corpus. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addRows } from '../../../tools/corpus/add-rows.ts';
import { contactFaults } from '../../../tools/corpus/contact-faults.ts';
import { countTables } from '../../../tools/corpus/count-tables.ts';
import { drawSheets } from '../../../tools/corpus/draw-sheets.ts';
import { DuplicateIndex } from '../../../tools/corpus/near-duplicates.ts';
import { parseRows } from '../../../tools/corpus/parse-rows.ts';
import { readStoredRows } from '../../../tools/corpus/read-corpus.ts';
import { readSheetData } from '../../../tools/corpus/sheet-data.ts';

const data = readSheetData();
const LURE = 'en|lure|lure-desk#1|message|Typist wanted Poipet, boss books the bus, phone stays at the gate';
const TWIN =
  'en|legit|honest-board#1|card|[[Typist|Lemongrass Print|Kampala|900,000 UGX]] Mon to Fri.\\nBring your papers.';

describe('drawSheets', () => {
  it('draws the same sheets from the same seed and others from another seed', () => {
    const sheets = drawSheets(data, { seed: 7, count: 40 });
    expect(drawSheets(data, { seed: 7, count: 40 })).toEqual(sheets);
    expect(drawSheets(data, { seed: 8, count: 40 })).not.toEqual(sheets);
  });

  it('draws every language in turn and families of the drawn label', () => {
    const sheets = drawSheets(data, { seed: 1, count: 26 });
    expect(new Set(sheets.map(({ language }) => language)).size).toBe(26);
    expect(sheets.filter(({ family, label }) => data.families[family]?.label !== label)).toEqual([]);
  });

  it('draws other scenes for each language, and puts no warning on a job board', () => {
    const scenes = (language: string): string[] =>
      drawSheets(data, { seed: 7, count: 20, language }).map(({ family, voice }) => `${family} ${voice}`);
    expect(scenes('ko')).not.toEqual(scenes('th'));
    const places = drawSheets(data, { seed: 7, count: 300 }).filter(({ label }) => label === 'warning');
    expect(new Set(places.map(({ place }) => place))).toEqual(new Set(['post', 'message']));
  });

  it('refuses a language that has no entry and names the known ones', () => {
    expect(() => drawSheets(data, { seed: 1, count: 1, language: 'xx' })).toThrow(/No language xx; known are am/u);
  });
});

describe('parseRows', () => {
  it('reads fields of a job board, line breaks and the pair', () => {
    const [, twin] = parseRows(`// note\n${LURE}\n\n${TWIN}`, data);
    expect(twin).toMatchObject({
      title: 'Typist',
      salary: '900,000 UGX',
      text: 'Mon to Fri.\nBring your papers.',
      pair: '1',
      line: 4,
    });
  });

  it('lists every faulty line with its number', () => {
    const faults = 'en|lure|nothing|message|a\nen|bad|lure-desk|message|a\nno row\nxx|lure|lure-desk|wall|a';
    expect(() => parseRows(faults, data)).toThrow(
      /line 1: no family nothing.*\nline 2: no label bad.*\nline 3: not lang.*\nline 4: no language xx/u,
    );
  });

  it('refuses a pair without an honest row', () => {
    expect(() => parseRows(`${LURE}\n${LURE}`, data)).toThrow(/pair 1 needs two rows/u);
  });
});

describe('contactFaults', () => {
  it.each([
    ['en', 'call +91 98765 43210', '+919876543210'],
    ['ko', '문의 010-2345-6789', '+821023456789'],
    ['en', 'wa.me/447911123456', '+447911123456'],
    ['en', 'mail hr@some-firm.com', 'some-firm.com'],
    ['id', 'chat t.me/lina_hrd', 'lina_hrd'],
  ])('refuses a contact that can be real (%s: %s)', (lang, text, found) => {
    expect(contactFaults(lang, text).join()).toContain(found);
  });

  it('takes no degree for a domain', () => {
    expect(contactFaults('en', 'Accountant wanted, B.Com or M.Com, call the office')).toEqual([]);
  });

  it('accepts masked, fictional and reserved contacts, amounts and dates', () => {
    const text = '+855 12 xxx x45, 07700 900123, jobs@firm.example, @lina_hr_, 15.000.000 VND, 12.03.2026, t.me/**hr';
    expect(contactFaults('vi', text.replace('07700', '+44 7700'))).toEqual([]);
  });
});

describe('DuplicateIndex', () => {
  it('finds a text whose five-word shingles mostly stand in another', () => {
    const index = new DuplicateIndex();
    index.add('en', 'a', 'We need five typists in the city this week, room and meals are free');
    expect(index.find('en', 'We need five typists in the north next month, bring your own desk')).toBeNull();
    expect(index.find('en', 'URGENT we need five typists in the city this week room and meals')).toBe('a');
    expect(index.find('th', 'We need five typists in the city this week, room and meals are free')).toBeNull();
  });
});

describe('addRows', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'corpus-'));
    cpSync('knowledge/corpus/sheets', join(folder, 'sheets'), { recursive: true });
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const add = (source: string, skip = false): ReturnType<typeof addRows> => {
    const file = join(folder, 'rows.txt');
    writeFileSync(file, source);
    return addRows(file, { batch: 'b1', writer: 'ann', folder, skip });
  };

  it('writes rows with their twins and counts them for the data sheet', () => {
    expect(add(`${LURE}\n${TWIN}`)).toEqual({ added: 2, faults: [] });
    const rows = readStoredRows(folder);
    expect(rows.map(({ id, twin }) => [id, twin])).toEqual([
      ['b1-en-001', 'b1-en-002'],
      ['b1-en-002', 'b1-en-001'],
    ]);
    expect(countTables(rows)).toContain('| en | 1 | 0 | 1 | 0 | 0 | 2 |');
  });

  it('adds nothing when a row repeats one of the corpus, unless told to skip it', () => {
    add(LURE.replace('#1', ''));
    const repeated = `${LURE}\n${TWIN}`;
    expect(add(repeated)).toEqual({ added: 0, faults: ['line 1: repeats b1-en-001'] });
    expect(add(repeated, true).added).toBe(1);
    expect(readFileSync(join(folder, 'batches/b1/en.jsonl'), 'utf8')).toContain('"id":"b1-en-003"');
    expect(readStoredRows(folder).at(-1)?.twin).toBe('');
  });
});
