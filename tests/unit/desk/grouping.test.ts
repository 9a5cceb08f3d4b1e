import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Groupable } from '../../../utils/desk/case.ts';
import { groupReports, groupReportsInSteps } from '../../../utils/desk/grouping.ts';

const telegram = (value: string): Groupable['indicators'][number] => ({ kind: 'telegram', value });
const prints = (...numbers: number[]): string[] => numbers.map((number) => number.toString(16).padStart(16, '0'));
const report = (id: string, names: string[], marks: number[] = []): Groupable => ({
  id,
  indicators: names.map(telegram),
  prints: prints(...marks),
});
const groups = (reports: readonly Groupable[]): string[] =>
  groupReports(reports)
    .map((one) => one.reports.join(' '))
    .sort();

describe('grouping', () => {
  test('reports of one recruiter are one case', () => {
    expect(groups([report('1', ['a']), report('2', ['b']), report('3', ['a'])])).toEqual(['1 3', '2']);
  });

  test('copies of one text are one case, also without a name', () => {
    const copies = [report('1', [], [1, 2, 3, 4]), report('2', [], [1, 2, 7, 8]), report('3', [], [1, 9, 10, 11])];
    expect(groups(copies)).toEqual(['1 2', '3']);
  });

  test('a text that is a copy of two others joins them, also when it comes last', () => {
    const texts = [report('1', [], [1, 2, 3]), report('2', [], [7, 8, 9]), report('3', [], [1, 2, 7, 8])];
    expect(groups(texts)).toEqual(['1 2 3']);
    expect(groups(texts.slice(0, 2))).toEqual(['1', '2']);
    // One shared fingerprint may be chance.
    expect(groups([texts[0]!, report('4', [], [3, 4, 5])])).toEqual(['1', '4']);
  });

  test('two indicators are one case from half of their reports on', () => {
    const of = (both: number, alone: number): string[] =>
      groups([
        ...Array.from({ length: both }, (_, at) => report(`b${at}`, ['a', 'b'])),
        ...Array.from({ length: alone }, (_, at) => report(`a${at}`, ['a'])),
        report('z', ['b']),
      ]);
    expect(of(3, 2)).toHaveLength(1);
    expect(of(2, 2)).toHaveLength(2);
  });

  test('twelve indicators of a report count, and twelve indicators of a text', () => {
    const names = Array.from({ length: 13 }, (_, at) => `name${String(at).padStart(2, '0')}`);
    expect(groups([report('1', names), report('2', names.slice(11, 12))])).toEqual(['1 2']);
    expect(groups([report('1', names), report('2', names.slice(12))])).toEqual(['1', '2']);
    const text = [1, 2, 3, 4, 5];
    const under = (count: number): number =>
      groupReports(names.slice(0, count).map((name) => report(name, [name], text))).length;
    expect([under(12), under(13)]).toEqual([1, 13]);
  });

  test('an indicator that one report names twice counts once', () => {
    expect(groupReports([report('1', ['a', 'a']), report('2', ['a'])])[0]).toMatchObject({
      id: 'telegram:a',
      reports: ['1', '2'],
      indicators: [{ value: 'a' }],
    });
  });

  test('a recruiter who changes the account but not the text stays one case', () => {
    const text = [1, 2, 3, 4, 5];
    expect(groups([report('1', ['a'], text), report('2', ['b'], text)])).toEqual(['1 2']);
  });

  test('a liar who names two recruiters joins nothing', () => {
    const honest = ['1', '2', '3']
      .map((id) => report(`a${id}`, ['a']))
      .concat(['1', '2'].map((id) => report(`b${id}`, ['b'])));
    expect(groups([...honest, report('liar', ['a', 'b'])])).toEqual(['a1 a2 a3 liar', 'b1 b2']);
  });

  test('a text under a few names is one case; under very many it is a template', () => {
    const text = [1, 2, 3, 4, 5];
    const under = (names: number): Groupable[] =>
      Array.from({ length: names }, (_, at) => report(`r${at}`, [`name${at}`], text));
    expect(groupReports(under(5))).toHaveLength(1);
    expect(groupReports(under(5))[0]?.indicators).toHaveLength(5);
    expect(groupReports(under(40))).toHaveLength(40);
  });

  test('copies of one picture are one case, also without a name; another picture is not in it', () => {
    const shown = (id: string, print: string, names: string[] = []): Groupable => ({
      ...report(id, names),
      picturePrint: print.repeat(4),
    });
    const reports = [
      shown('1', 'f0e1d2c3b4a59687'),
      shown('2', 'f0e1d2c3b4a59680'),
      shown('3', '0f1e2d3c4b5a6978'),
      shown('4', 'f0e1d2c3b4a59687', ['a']),
    ];
    expect(groups(reports)).toEqual(['1 2 4', '3']);
  });

  test('a case is named by its indicator with most reports, and by a text only where it has none', () => {
    const text = [1, 2, 3, 4, 5];
    const reports = [
      report('1', [], text),
      report('2', ['b'], text),
      report('3', ['c'], text),
      report('4', ['c'], text),
    ];
    const [only, ...others] = groupReports(reports);
    expect(others).toEqual([]);
    expect(only?.id).toBe('telegram:c');
    expect(only?.indicators.map(({ value }) => value)).toEqual(['c', 'b']);
    expect(groupReports([report('1', [], text), report('2', [], text)])[0]?.id).toBe('copy:1');
  });

  test('a report is in the largest case of its indicators, not in the one that names most of them', () => {
    const large = ['1', '2', '3', '4'].map((id) => report(id, ['a']));
    const small = ['5', '6'].map((id) => report(id, ['b', 'c']));
    expect(groups([...large, ...small, report('between', ['a', 'b', 'c'])])).toEqual(['1 2 3 4 between', '5 6']);
  });

  test('indicators with equally many reports stand in the order of their names', () => {
    const [only] = groupReports([report('1', ['b', 'a', 'c']), report('2', ['b', 'a', 'c'])]);
    expect(only?.indicators.map(({ value }) => value)).toEqual(['a', 'b', 'c']);
  });

  test('cases stand in the order of their first reports, whether they share a name or say nothing', () => {
    const reports = [report('3', []), report('2', ['a']), report('1', []), report('0', ['a'])];
    expect(groupReports(reports).map(({ id }) => id)).toEqual(['report:3', 'telegram:a', 'report:1']);
  });

  test('a report that says nothing stands alone', () => {
    expect(groupReports([report('1', []), report('2', [])]).map(({ id }) => id)).toEqual(['report:1', 'report:2']);
  });

  test('every report is in exactly one case, whatever comes in', () => {
    const any = fc.array(
      fc.record({
        names: fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { maxLength: 5 }),
        marks: fc.array(fc.integer({ min: 1, max: 30 }), { maxLength: 10 }),
      }),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(any, (made) => {
        const reports = made.map(({ names, marks }, at) => report(String(at), names, marks));
        const all = groupReports(reports).flatMap((one) => one.reports);
        expect(all.toSorted((x, y) => Number(x) - Number(y))).toEqual(reports.map(({ id }) => id));
      }),
    );
  });

  test('goes in steps', () => {
    const many = Array.from({ length: 1_000 }, (_, at) =>
      report(String(at), [`n${at % 50}`], [at % 40, 1_000 + (at % 40)]),
    );
    let steps = 0;
    for (const _ of groupReportsInSteps(many)) steps += 1;
    expect(steps).toBeGreaterThan(5);
    expect(steps).toBeLessThan(100);
  });
});
