import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { composeReport, newReportId, reportJson, type ReportChoices } from '../../../utils/report/compose-report.ts';
import { MAX_LENGTHS, parseReport, REPORT_FIELDS } from '../../../utils/report/report-document.ts';
import type { ReportDraft } from '../../../utils/report/report-draft.ts';
import { PLAIN_SIZES } from '../../../utils/report/sealed-format.ts';

const CHOICES: ReportChoices = {
  id: '0123456789abcdef0123456789abcdef',
  removed: [],
  categories: ['asks-money', 'asks-money', 'traps-people'],
  words: '  They asked for 5,000 baht.  ',
  reach: '',
  locale: 'th',
  appVersion: '0.1.0',
  today: '2026-11-25',
};

function draftWith(post: Partial<ReportDraft['post']> = {}, rest: Partial<ReportDraft> = {}): ReportDraft {
  return {
    post: {
      id: 'page-7',
      url: 'https://board.example/viewjob?jk=77&session=x',
      site: 'generic',
      kind: 'detail',
      title: 'Typist',
      company: 'Golden Lake',
      location: 'Poipet',
      salary: '$1,500',
      text: 'Ticket paid.',
      contacts: ['t.me/hr_goldenlake'],
      poster: 'Lin',
      postedAt: '2026-11-20',
      ...post,
    },
    verdict: {
      level: 'danger',
      kind: 'listed',
      score: 0.9,
      language: 'en',
      reasons: [
        { id: 'travel-paid', severity: 'moderate', field: 'text', quote: 'Ticket paid', start: 0, end: 11 },
        { id: 'travel-paid', severity: 'moderate', field: 'title', quote: null, start: null, end: null },
      ],
      listing: { publisher: 'Example NGO', category: 'trafficking', listedOn: '2026-11-03', evidence: 'E-7' },
    },
    wrong: false,
    taken: [],
    private: false,
    ...rest,
  };
}

describe('composeReport', () => {
  it('says what was found and what the reader added, and nothing else', () => {
    const report = composeReport(draftWith(), CHOICES);
    expect(report).toEqual({
      version: 1,
      id: CHOICES.id,
      kind: 'suspicious-post',
      createdOn: '2026-11-25',
      post: {
        kind: 'detail',
        site: 'generic',
        title: 'Typist',
        company: 'Golden Lake',
        location: 'Poipet',
        salary: '$1,500',
        text: 'Ticket paid.',
        contacts: ['t.me/hr_goldenlake'],
        poster: 'Lin',
        url: 'https://board.example/viewjob?jk=77',
        postedAt: '2026-11-20',
      },
      verdict: { level: 'danger', kind: 'listed', language: 'en', reasons: ['travel-paid'], listedBy: 'Example NGO' },
      categories: ['asks-money', 'traps-people'],
      words: 'They asked for 5,000 baht.',
      reach: '',
      locale: 'th',
      appVersion: '0.1.0',
    });
    expect(parseReport(`${reportJson(report)}    `).document).toEqual(report);
  });

  it('leaves out each field that the reader removed, also from the verdict’s words', () => {
    for (const field of REPORT_FIELDS) {
      expect(composeReport(draftWith(), { ...CHOICES, removed: [field] }).post).not.toHaveProperty(field);
    }
    const report = composeReport(draftWith(), { ...CHOICES, removed: REPORT_FIELDS });
    expect(report.post).toEqual({ kind: 'detail', site: 'generic' });
    expect(reportJson(report)).not.toContain('Ticket paid');
  });

  it('tells a wrong warning and a pasted message from a suspicious post', () => {
    expect(composeReport(draftWith({}, { wrong: true }), CHOICES).kind).toBe('wrong-warning');
    expect(composeReport(draftWith({ kind: 'message' }, { verdict: null }), CHOICES)).toMatchObject({
      kind: 'suspicious-message',
      verdict: null,
    });
  });

  it.each<[string, Partial<ReportDraft>, string]>([
    ['an answer before all', { answer: 'wrong', dispute: true, layout: true, wrong: true }, 'feedback'],
    ['a dispute before a layout', { dispute: true, layout: true, wrong: true }, 'dispute'],
    ['a changed layout before a warning', { layout: true, wrong: true }, 'changed-layout'],
    ['a wrong warning', { wrong: true, dispute: false }, 'wrong-warning'],
  ])('is of one kind: %s', (_case, rest, kind) => {
    const { answer, ...report } = composeReport(draftWith({ kind: 'message' }, rest), CHOICES);
    expect([report.kind, answer]).toEqual([kind, rest.answer]);
  });

  it('names under how many names the text was seen, and an outcome, only where the reader asked for it', () => {
    const seen = (seenNames: number | undefined, choices: Partial<ReportChoices> = {}) => {
      const { verdict } = draftWith();
      const draft = draftWith({}, { verdict: { ...verdict!, ...(seenNames === undefined ? {} : { seenNames }) } });
      return composeReport(draft, { ...CHOICES, ...choices });
    };
    for (const choices of [{}, { seenNames: false }]) expect(seen(7, choices)).not.toHaveProperty('seenNames');
    expect(seen(undefined, { seenNames: true })).not.toHaveProperty('seenNames');
    expect(seen(7, { seenNames: true }).seenNames).toBe(7);
    expect(seen(5_000, { seenNames: true }).seenNames).toBe(1_000);
    for (const outcome of [undefined, null])
      expect(seen(7, outcome === undefined ? {} : { outcome })).not.toHaveProperty('outcome');
    expect(seen(7, { outcome: 'a'.repeat(64) }).outcome).toBe('a'.repeat(64));
  });

  it('gives the verdict’s kinds of offers alone, and a listing only where there is one', () => {
    const verdictOf = (change: object) =>
      composeReport(draftWith({}, { verdict: { ...draftWith().verdict!, ...change } }), CHOICES).verdict;
    for (const kind of ['held', 'too-little', null] as const) expect(verdictOf({ kind })?.kind).toBeNull();
    for (const kind of ['lure', 'job-scam', 'listed'] as const) expect(verdictOf({ kind })?.kind).toBe(kind);
    expect(verdictOf({ listing: undefined })?.listedBy).toBeNull();
  });

  it('cuts each value at its length, and takes the signs out that a file cannot hold', () => {
    const x = (length: number): string => 'x'.repeat(length);
    const reasons = Array.from({ length: 60 }, (_, at) => ({
      ...draftWith().verdict!.reasons[0]!,
      id: `${at} ${x(90)}`,
    }));
    const listing = { ...draftWith().verdict!.listing!, publisher: x(81) };
    const report = composeReport(
      draftWith(
        { site: x(101), title: x(2_001), postedAt: x(2_001), contacts: Array.from({ length: 101 }, () => x(501)) },
        { verdict: { ...draftWith().verdict!, language: x(36), reasons, listing } },
      ),
      { ...CHOICES, words: ` ${x(8_001)}`, reach: ` a\u0000b\tc\n${x(501)}`, locale: x(36), appVersion: x(41) },
    );
    const lengths = (values: readonly (string | undefined)[]): (number | undefined)[] =>
      values.map((value) => value?.length);
    const { post, verdict, words, reach, locale, appVersion } = report;
    expect(lengths([post.site, post.title, post.postedAt, words, locale, appVersion])).toEqual([
      100, 2_000, 2_000, 8_000, 35, 40,
    ]);
    expect([post.contacts?.length, post.contacts?.[0]?.length]).toEqual([100, 500]);
    expect([verdict?.reasons.length, verdict?.reasons[0]?.length]).toEqual([50, 80]);
    expect([verdict?.language.length, verdict?.listedBy?.length]).toEqual([35, 80]);
    expect(reach).toBe(`a b\tc\n${x(494)}`);
  });

  it('always fits the largest size and its own schema, whatever the page gave', () => {
    const unit = fc.constantFrom('a', '"', '\\', '\u0000', '\u009B', '\uD800', '\uDC00', '字', '😀', '\n', 'é');
    const long = fc.tuple(unit, unit, fc.integer({ min: 0, max: 400_000 })).map(([a, b, n]) => (a + b).repeat(n / 2));
    fc.assert(
      fc.property(long, long, long, (text, other, contact) => {
        const short = other.slice(0, 5_000);
        const report = composeReport(
          draftWith({
            text,
            title: short,
            company: short,
            location: short,
            salary: short,
            poster: short,
            site: short,
            contacts: Array.from({ length: 150 }, () => contact.slice(0, 900)),
          }),
          { ...CHOICES, words: other, reach: other, locale: short, appVersion: short },
        );
        const json = reportJson(report);
        expect(new TextEncoder().encode(json).length).toBeLessThanOrEqual(PLAIN_SIZES.at(-1) as number);
        expect(parseReport(json).document).toEqual(report);
      }),
      { numRuns: 30, seed: 20261125 },
    );
  });

  it('shortens a long text in its middle, where filler stands', () => {
    const text = `BEGIN ${'x'.repeat(600_000)} END`;
    const { post } = composeReport(draftWith({ text }), CHOICES);
    expect(post.text?.length).toBeLessThanOrEqual(MAX_LENGTHS.text);
    expect(post.text).toMatch(/^BEGIN .*\n\[…\]\n.* END$/su);
  });
});

it('keeps a text of the greatest length whole, and shortens the next longer one', () => {
  const textOf = (length: number) => composeReport(draftWith({ text: 'x'.repeat(length) }), CHOICES).post.text ?? '';
  expect(textOf(MAX_LENGTHS.text)).toBe('x'.repeat(MAX_LENGTHS.text));
  expect(textOf(MAX_LENGTHS.text + 1)).toMatch(/^x+\n\[…\]\nx+$/u);
});

it('keeps as much of a text full of quotes as fits beside a large picture', () => {
  const picture = { type: 'image/jpeg' as const, data: 'A'.repeat(174_764) };
  const report = composeReport(draftWith({ text: '"'.repeat(250_000) }), { ...CHOICES, picture });
  const bytes = new TextEncoder().encode(reportJson(report)).length;
  expect(PLAIN_SIZES.at(-1)! - bytes).toBeLessThan(100);
  expect(bytes).toBeLessThanOrEqual(PLAIN_SIZES.at(-1)!);
});

it('drops the text where nothing else fits, and ends', () => {
  const { post, words } = composeReport(draftWith({ text: 'x'.repeat(1_000) }), CHOICES, 100);
  expect([post.text, words]).toEqual(['', 'They asked for 5,000 baht.']);
});

describe('readReport', () => {
  it('refuses what is no report', () => {
    const report = composeReport(draftWith(), CHOICES);
    for (const bad of [
      { ...report, version: 2 },
      { ...report, id: 'x' },
      { ...report, extra: 1 },
      { ...report, words: 'x'.repeat(MAX_LENGTHS.words + 1) },
      { ...report, categories: ['nonsense'] },
      { ...report, post: { ...report.post, contacts: 'x' } },
      [],
      null,
    ]) {
      expect(() => parseReport(JSON.stringify(bad))).toThrow();
    }
    expect(() => parseReport('{"version":1')).toThrow(SyntaxError);
  });
});

describe('newReportId', () => {
  it('writes 16 random bytes in hexadecimal', () => {
    expect(newReportId((length) => new Uint8Array(length).fill(10))).toBe('0a'.repeat(16));
  });
});

it('leaves out an address that is too long to identify a post, and keeps the longest that is not', () => {
  const urlOf = (length: number): string | undefined => {
    const start = 'https://board.example/jobs/';
    const url = `${start}${'x'.repeat(length - start.length)}`;
    return composeReport(draftWith({ url }), CHOICES).post.url;
  };
  expect(urlOf(MAX_LENGTHS.url)).toHaveLength(MAX_LENGTHS.url);
  expect(urlOf(MAX_LENGTHS.url + 1)).toBeUndefined();
});
