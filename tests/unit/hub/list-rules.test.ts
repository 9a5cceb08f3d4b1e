/** The rules that a row must pass before it accuses somebody, and the tables that rows come in. */
import { describe, expect, it } from 'vitest';
import { publicationHold } from '../../../hub/channel/list/canary.ts';
import { readAnyCsvRows, readCsvRows, writeCsvRows } from '../../../hub/channel/list/csv-rows.ts';
import { cellsOf, entryOf, isAccusation, type Entry } from '../../../hub/channel/list/entry.ts';
import { lookAlikeIndex } from '../../../hub/channel/list/look-alike-index.ts';
import { confirmationsNeeded, describeReview } from '../../../hub/channel/review/review-changes.ts';
import { reviewWithdrawals } from '../../../hub/channel/review/review-withdrawals.ts';
import type { Indicator } from '../../../utils/model/indicator.ts';

const NOW = Date.parse('2026-11-25T10:00:00Z');
const ROW = { kind: 'telegram', value: '@Gold_HR', category: 'trafficking', evidence: 'case 7' };

describe('entryOf', () => {
  it('reads a row to its canonical form, for a year from today where it names no days', () => {
    const entry = { kind: 'telegram', value: 'gold_hr', category: 'trafficking', evidence: 'case 7' };
    expect(entryOf(ROW, NOW)).toEqual({ ...entry, listedOn: '2026-11-25', expiresOn: '2027-11-25' });
    const days = { listed_on: '2026-11-01', expires_on: '2026-11-02', disputed_since: '2026-11-20' };
    const read = entryOf({ ...ROW, ...days }, NOW) as Entry;
    expect(read).toEqual({ ...entry, listedOn: '2026-11-01', expiresOn: '2026-11-02', disputedSince: '2026-11-20' });
    expect(cellsOf(read)).toEqual({ ...entry, ...days });
    expect(cellsOf(entryOf(ROW, NOW) as Entry)).toMatchObject({ disputed_since: '' });
  });

  it.each<[Record<string, string>, string]>([
    [{ kind: 'pigeon' }, 'the kind "pigeon" is none of '],
    [{ value: 'x' }, '"x" is no telegram that identifies one party'],
    [{ category: 'bad' }, 'the category "bad" is none of '],
    [{ evidence: '' }, 'the evidence reference is missing'],
    [{ evidence: 'é'.repeat(251) }, 'the evidence reference is over 500 bytes'],
    [{ evidence: 'a\u0007b' }, 'the evidence reference has control characters'],
    [{ evidence: 'a\uD800b' }, 'the evidence reference has control characters'],
    [{ listed_on: '2026-02-30' }, '2026-02-30'],
    [{ listed_on: '2026-11-02', expires_on: '2026-11-02' }, 'it expires before it is listed'],
    [{ disputed_since: 'x' }, 'x'],
  ])('refuses a row with %j', (change, reason) => {
    const refused = entryOf({ ...ROW, ...change }, NOW);
    expect(typeof refused).toBe('string');
    expect(refused).toContain(reason);
  });

  it('takes evidence of 500 bytes, and reads the same days again', () => {
    for (const _ of [1, 2])
      expect(entryOf({ ...ROW, evidence: 'é'.repeat(250) }, NOW)).toMatchObject({ kind: 'telegram' });
    expect(entryOf({ ...ROW, listed_on: '2026-11-02' }, NOW)).toMatchObject({ listedOn: '2026-11-02' });
    expect(entryOf({ ...ROW, listed_on: '2026-11-03' }, NOW)).toMatchObject({ listedOn: '2026-11-03' });
  });

  it('tells accusations from allow entries', () => {
    expect(isAccusation(entryOf(ROW, NOW) as Entry)).toBe(true);
    expect(isAccusation(entryOf({ ...ROW, category: 'verified' }, NOW) as Entry)).toBe(false);
  });
});

describe('publicationHold', () => {
  const hold = (cells: Record<string, string>): unknown => publicationHold(cells, '2026-11-25');
  const refused = (reason: string): unknown => ({ refused: expect.stringContaining(reason) });

  it('lets public rows pass, and those whose day has come', () => {
    expect(hold({})).toBeNull();
    expect(hold({ source: 'public' })).toBeNull();
    expect(hold({ source: 'confirmed', not_before: '2026-11-25' })).toBeNull();
    expect(hold({ source: 'public', not_before: '2026-11-20', listed_on: '2026-11-20' })).toBeNull();
  });

  it('holds rows until their day', () => {
    expect(hold({ source: 'confirmed', not_before: '2026-11-26' })).toEqual({ until: '2026-11-26' });
    expect(hold({ not_before: '2026-12-01' })).toEqual({ until: '2026-12-01' });
  });

  it('refuses what would tell a recruiter who reported', () => {
    expect(hold({ source: 'private', not_before: '2026-11-20' })).toEqual(refused('seen in private messages only'));
    expect(hold({ source: 'confirmed' })).toEqual(refused('it needs not_before'));
    expect(hold({ source: 'confirmed', not_before: '2026-11-20', listed_on: '2026-11-19' })).toEqual(
      refused('listed_on 2026-11-19 lies before not_before'),
    );
    expect(hold({ source: 'secret' })).toEqual(refused('the source "secret" is none of public, private, confirmed'));
    expect(hold({ not_before: 'soon' })).toEqual(refused('not_before: '));
  });
});

describe('readCsvRows', () => {
  const read = (text: string): unknown => readCsvRows(text, 'x.csv', ['kind', 'value'], ['what']);

  it('reads columns in any order and case, trims cells, and tells the line on which a row ends', () => {
    expect(read('\uFEFF Value ,KIND\n a ,b\n\n"c\nd",e\n')).toEqual([
      { line: 2, cells: { value: 'a', kind: 'b' } },
      { line: 5, cells: { value: 'c\nd', kind: 'e' } },
    ]);
    expect(read('kind,value,what\na,b')).toEqual([{ line: 2, cells: { kind: 'a', value: 'b', what: '' } }]);
  });

  it.each([';', '\t'])('reads tables with %j between cells', (mark) => {
    expect(read(`kind${mark}value\na${mark}b,c`)).toEqual([{ line: 2, cells: { kind: 'a', value: 'b,c' } }]);
  });

  it('takes back the apostrophe that keeps a spreadsheet from running a cell, and no other', () => {
    expect(read("kind,value\n'=x,'y")).toEqual([{ line: 2, cells: { kind: '=x', value: "'y" } }]);
    for (const cell of ['=a', '+a', '-a', '@a', "'a", 'a,b', 'a"b', 'a\nb']) {
      const text = writeCsvRows(['kind', 'value'], [{ kind: cell, value: 'x' }]);
      expect(read(text), cell).toMatchObject([{ cells: { kind: cell } }]);
    }
    expect(writeCsvRows(['kind', 'value'], [{ kind: 'a' }])).toBe('kind,value\na,\n');
  });

  it.each([
    ['', ['x.csv: the first line must name the columns: kind,value.']],
    ['what,kind\n', ['x.csv: line 1: the column "value" is missing']],
    ['kind,value,more\n', ['x.csv: line 1: the column "more" is not known']],
    ['kind,value,kind\n', ['x.csv: line 1: a column occurs twice']],
    ['kind,value\na,b,c\n', ['x.csv: line 2: has more cells than the header (quote a value that has a comma)']],
  ])('names what is wrong with %j', (text, lines) => {
    expect(() => read(text)).toThrow(expect.objectContaining({ message: expect.stringContaining(lines[0] ?? '') }));
    for (const line of lines) expect(() => read(text)).toThrow(line);
  });

  it('refuses what is no CSV, with the name of the file', () => {
    expect(() => read('kind,value\n"a')).toThrow(/^x\.csv: /u);
    expect(() => read(`kind,value\n${'a'.repeat(100_001)},b`)).toThrow(/^x\.csv: /u);
  });
});

describe('readAnyCsvRows', () => {
  it('reads any columns', () => {
    expect(readAnyCsvRows(' A ;b\n1;2;3\n', 'x.csv')).toEqual({
      header: ['A', 'b'],
      rows: [{ line: 2, cells: ['1', '2', '3'] }],
    });
    expect(readAnyCsvRows('', 'x.csv')).toEqual({ header: [], rows: [] });
  });
});

describe('lookAlikeIndex', () => {
  const names: Indicator[] = [
    { kind: 'domain', value: 'amazon.co.uk' },
    { kind: 'company', value: 'walmart' },
    { kind: 'company', value: 'ibm' },
    { kind: 'company', value: 'shell' },
    { kind: 'company', value: 'travel' },
    { kind: 'company', value: 'internationalrescuecommittee' },
  ];
  const { lookAlikeOf } = lookAlikeIndex(new Map(names.map((name, at) => [String(at), name])));
  const like = (kind: Indicator['kind'], value: string): string | null => lookAlikeOf({ kind, value });

  it.each<[Indicator['kind'], string, string | null]>([
    ['domain', 'amazon.com', 'amazon.co.uk'],
    ['domain', 'hr-amazon-jobs.example.com', null],
    ['domain', 'hr-amazon-jobs.com', 'amazon.co.uk'],
    ['domain', 'amazonhiring.com', 'amazon.co.uk'],
    ['domain', 'myamazon.com', 'amazon.co.uk'],
    ['domain', 'myamazonjobs.com', null],
    ['telegram', 'AMAZ0N_hr', 'amazon.co.uk'],
    ['telegram', 'arnazon', 'amazon.co.uk'],
    ['telegram', 'wa1mart', 'walmart'],
    ['telegram', 'vvalmart', 'walmart'],
    ['telegram', 'sh3ll', 'shell'],
    ['telegram', '5hell', 'shell'],
    ['telegram', 'shelljobs', null],
    ['telegram', 'ibm', null],
    ['telegram', 'travel_jobs', null],
    ['email', 'amazon@gmail.com', null],
    ['email', 'hr@walmart-jobs.com', 'walmart'],
    ['company', 'goldenlake', null],
    ['wallet', 'amazon', null],
    ['text', 'amazon', null],
    ['phone', 'amazon', null],
    ['whatsapp', 'amazon', null],
    ['qq', 'amazon', null],
    ['telegram', 'internationalrescuecommittee', 'internationalrescuecommittee'],
    ['telegram', 'internationalrescuecommitteejobs', null],
    ['zalo', '+84912345678', null],
  ])('%s %s looks like %s', (kind, value, name) => {
    expect(like(kind, value)).toBe(name);
  });
});

describe('a review', () => {
  const entry = (value: string): Entry => entryOf({ ...ROW, value }, NOW) as Entry;
  const withdrawals = { relisted: [], undisputed: [], marked: [], off: new Set<string>() };
  const counts = { before: 100, after: 100 };
  const NOTHING = {
    added: [],
    removed: [],
    takenOff: [],
    leftOut: [],
    registers: [],
    changed: [],
    disputed: [],
    lookAlikes: [],
    withdrawals,
    ...counts,
  };
  const removedNames = (count: number): string[] => Array.from({ length: count }, (_, at) => `telegram gone${at}`);

  it('asks a person about names like employers and about many removals at once', () => {
    expect(confirmationsNeeded(NOTHING)).toEqual([]);
    const alike = { entry: entry('amaz0n_hr'), like: 'amazon.com' };
    expect(confirmationsNeeded({ ...NOTHING, lookAlikes: [alike] })).toEqual(['1 looks like a large employer']);
    expect(confirmationsNeeded({ ...NOTHING, lookAlikes: [alike, alike] })).toEqual(['2 look like large employers']);
    const removals = (count: number, before: number): string[] =>
      confirmationsNeeded({ ...NOTHING, removed: removedNames(count), before });
    expect(removals(10, 20)).toEqual([]);
    expect(removals(11, 20)).toEqual(['11 of 20 entries would be removed at once']);
    expect(removals(11, 100_000)).toEqual([]);
    // More than half of a short list.
    expect([removals(1, 2), removals(5, 10)]).toEqual([[], []]);
    expect([removals(1, 1), removals(6, 10)].map(String)).toEqual([
      '1 of 1 entries would be removed at once',
      '6 of 10 entries would be removed at once',
    ]);
  });

  it('asks about names that would be listed again, and says which withdrawals change', () => {
    const review = reviewWithdrawals(
      new Map([
        ...['a', 'b', 'd', 'e', 'f', 'g'].map((hash) => [hash, entry(`name_${hash}`)] as const),
        // Its row says so itself.
        ['h', { ...entry('name_h'), disputedSince: '2026-11-23' }],
      ]),
      new Map([
        ['a', { on: '2026-11-20', as: 'removed' }],
        ['b', { on: '2026-11-21', as: 'removed' }],
        ['c', { on: '2026-11-22', as: 'removed' }],
        ['d', { on: '2026-11-23', as: 'disputed' }],
        ['g', { on: '2026-11-23', as: 'disputed' }],
        ['h', { on: '2026-11-23', as: 'disputed' }],
        ['gone', { on: '2026-11-24', as: 'removed' }],
      ]),
      new Map([
        ['b', { on: '2026-11-25', as: 'disputed' }],
        ['c', { on: '2026-11-22', as: 'removed' }],
        ['f', { on: '2026-11-25', as: 'disputed' }],
        ['g', { on: '2026-11-23', as: 'disputed' }],
        ['off', { on: '2026-11-25', as: 'disputed' }],
      ]),
    );
    expect(confirmationsNeeded({ ...NOTHING, withdrawals: review })).toEqual([
      '2 withdrawn names would be listed again',
    ]);
    expect(describeReview({ ...NOTHING, withdrawals: review })).toEqual([
      '0 new, 0 removed, 0 disputed; 2 withdrawn names would be listed again: needs --confirm. The list then has 100 entries.',
      '  listed again: telegram name_a (withdrawn on 2026-11-20)',
      '  listed again: telegram name_b (withdrawn on 2026-11-21)',
      '  no longer disputed: telegram name_d (disputed on 2026-11-23)',
      '  disputed now: telegram name_f (disputed on 2026-11-25)',
    ]);
    expect(describeReview({ ...NOTHING, takenOff: ['telegram name_c'] })).toEqual([
      '0 new, 1 removed, 0 disputed. The list then has 100 entries.',
      '  withdrawn already, and leaves the list: telegram name_c',
    ]);
    expect(confirmationsNeeded({ ...NOTHING, takenOff: removedNames(50) })).toEqual([]);
    expect([...review.off]).toEqual(['a', 'b', 'c', 'gone']);
  });

  it('counts the changes and names ten of each kind, or all', () => {
    const review = { ...NOTHING, added: [entry('@gold_hr')], removed: removedNames(12), changed: [entry('@silver')] };
    const lines = describeReview(review);
    expect(lines[0]).toBe('1 new, 12 removed, 1 changed, 0 disputed. The list then has 100 entries.');
    expect(lines).toContain('  new: telegram gold_hr (trafficking, case 7)');
    expect(lines).toContain('  changed: telegram silver (trafficking, case 7)');
    expect(lines).toContain('  removed: telegram gone9');
    expect(lines).not.toContain('  removed: telegram gone10');
    expect(lines).toContain('  removed: and 2 more');
    expect(describeReview(review, true)).toContain('  removed: telegram gone11');
    expect(describeReview(NOTHING)).toEqual(['0 new, 0 removed, 0 disputed. The list then has 100 entries.']);
    const alike = { ...NOTHING, lookAlikes: [{ entry: entry('amaz0n_hr'), like: 'amazon.com' }] };
    expect(describeReview(alike)).toEqual([
      '0 new, 0 removed, 0 disputed; 1 looks like a large employer: needs --confirm. The list then has 100 entries.',
      '  looks like amazon.com: telegram amaz0n_hr (trafficking, case 7)',
    ]);
  });
});
