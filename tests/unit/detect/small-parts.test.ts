/** Single steps of a reading: what is too little to judge, what is quoted, who asks for money first, where a text weighs most. */
import { describe, expect, it } from 'vitest';
import type { PlacedContact } from '../../../utils/detect/contact-facts.ts';
import type { Fact } from '../../../utils/detect/fact.ts';
import { asksMoneyFirst } from '../../../utils/detect/money-first.ts';
import { readPost } from '../../../utils/detect/post-text.ts';
import { isQuoted, readQuotations } from '../../../utils/detect/quotations.ts';
import { rulesOf } from '../../../utils/detect/rules.ts';
import { signalSetHolds } from '../../../utils/detect/signal-set-holds.ts';
import { THRESHOLDS } from '../../../utils/detect/thresholds.ts';
import { isOneTimeCode, isTooLittle } from '../../../utils/detect/too-little.ts';
import { MAX_WINDOW_UNITS, topWindows, WeightedMarks } from '../../../utils/detect/top-windows.ts';
import type { JobPost } from '../../../utils/model/job-post.ts';
import { post } from './post.ts';
import { smallKnowledge } from './small-knowledge.ts';

const knowledge = await smallKnowledge();
const read = (of: Partial<JobPost>) => readPost(post(of), knowledge.fold);

describe('a text that is too little to judge', () => {
  const isLittle = (of: Partial<JobPost>): boolean => isTooLittle(post(of), read(of).text);

  it.each([
    ['nothing', ''],
    ['a link', 'https://board.example/jobs/typist-needed-in-poipet'],
    ['a host', 'www.goldenlake.example/jobs?id=7'],
    ['an account', '@goldenlake_recruiting_office'],
    ['an e-mail address', 'goldenlake.recruiting@mail.example'],
    ['a number', '+855 97 111 2223, 097-111-2223'],
    ['a wallet', '0x52908400098527886e0f7030069857d2e4169ee7'],
    ['a code of letters and digits', 'TQn9Y2khEsLJW1ChVWFMSMeRDow5KcbLSE'],
    ['a mark of a left-out picture', '<Media omitted> <image>'],
    ['signs', '👍🏽 🙏 !!! 💰💰'],
    ['one word', 'congratulations'],
    ['two short words', 'good job'],
    ['keyboard noise', 'sdfkjhg wrtplkm qzxcvb'],
    ['the same letters over and over', 'hahaha haha hahahaha haha'],
    ['a code', 'Your verification code is 482913. Do not share it with anybody.'],
    ['a code before its word', '482913 is your code for Golden Lake'],
    ['a code in another language', 'Mã xác minh: mã OTP 482913'],
    ['an account of a chat service', 'my line id: goldenlake99'],
    ['an account of a chat service in another script', '微信：goldenlake99'],
  ])('is %s', (_case, text) => {
    expect(isLittle({ text })).toBe(true);
  });

  it.each([
    ['a sentence', 'we need a typist in Poipet'],
    ['two longer words', 'hiring typists'],
    ['two words with a contact', 'hiring now 0971112223'],
    ['a sentence of a script without spaces', '招聘打字员，包吃住'],
    ['a sentence in Hangul', '캄보디아 고객상담'],
    ['a price that is no code', 'Rent your account for 1500, I take the code each month from you'],
    ['a code with a way to answer', 'Send me the code 482913 on t.me/goldenlake and get your salary'],
    ['a code in a long message', `Your code is 482913. ${'We need typists in Poipet now. '.repeat(5)}`],
    ['an account with a sentence', 'add my line id: goldenlake99 we need typists in Poipet, ticket paid today'],
  ])('is not %s', (_case, text) => {
    expect(isLittle({ text })).toBe(false);
  });

  it('is never a post of a board, one with a title or a company, or a long one', () => {
    expect(isLittle({ text: 'good job' })).toBe(true);
    for (const more of [{ kind: 'card' }, { kind: 'detail' }, { title: 'Cook' }, { company: 'Golden Lake' }] as const)
      expect(isLittle({ text: 'good job', ...more }), JSON.stringify(more)).toBe(false);
    expect(isLittle({ text: 'good job', kind: 'social' })).toBe(true);
    expect(isLittle({ text: '12 '.repeat(THRESHOLDS.maxTooLittleUnits) })).toBe(false);
  });
});

describe('a one-time code', () => {
  it.each([
    ['Your code is 4829', true],
    ['Your code is 48291376', true],
    ['Your code is 482', false],
    ['Your code is 482913765', false],
    ['Your code costs 1500', false],
    ['The price is 4829', false],
    ['Mật khẩu: mã OTP 482913', true],
    ['验证码 482913', true],
    ['pin: 4829', true],
    ['Your code is 4829. Ask @goldenlake', false],
    ['Your code is 4829. Call +855 97 111 2223', false],
    [`Your code is 4829. ${'a'.repeat(120)}`, false],
    [`4829 ${'-'.repeat(41)} code`, false],
    [`4829 ${'-'.repeat(30)} code`, true],
  ])('%s: %s', (text, isCode) => {
    expect(isOneTimeCode(post({ text }))).toBe(isCode);
  });
});

describe('quotations', () => {
  const quoted = (of: Partial<JobPost>): string[] => {
    const text = read(of);
    return readQuotations(text).map(({ from, to }) => {
      const range = text.fields.find((each) => from >= each.from && from < each.to)!;
      const words = range.source.slice(text.text.offsets[from], text.text.offsets[to] ?? range.source.length);
      return words.replaceAll(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');
    });
  };

  it.each([
    ['He wrote "ticket and room paid" to me', ['ticket and room paid']],
    ['He wrote “ticket and room paid” to me', ['ticket and room paid']],
    ['Er schrieb „Ticket bezahlt jetzt“ mir', ['Ticket bezahlt jetzt']],
    ['Il dit « billet payé pour toi » hier', ['billet payé pour toi']],
    ['彼は「チケット代は会社が払います」と', ['チケット代は会社が払います']],
    ['"12345678" and "1234567"', ['12345678']],
    ['"no end of it', []],
    ['“one mark” and "another mark"', ['one mark', 'another mark']],
    [`"${'x'.repeat(399)}" y`, ['x'.repeat(399)]],
    [`"${'x'.repeat(400)}" y`, []],
    ['"first line\n\nsecond line" y', []],
    ['"first line\nsecond line" y', ['first line\nsecond line']],
  ])('of %j', (text, expected) => {
    expect(quoted({ text })).toEqual(expected);
  });

  it('are read in the title and the text only, and hold what stands whole in them', () => {
    expect(quoted({ title: 'Is "ticket and room paid" true', company: 'The "golden lake company"' })).toEqual([
      'ticket and room paid',
    ]);
    const quotations = [{ from: 5, to: 20 }];
    expect([isQuoted(quotations, 5, 20), isQuoted(quotations, 6, 19)]).toEqual([true, true]);
    expect([isQuoted(quotations, 4, 10), isQuoted(quotations, 10, 21), isQuoted([], 6, 7)]).toEqual([
      false,
      false,
      false,
    ]);
  });
});

describe('money before the work', () => {
  const rules = rulesOf(knowledge);
  const fact = (id: string, weak = false): Fact => {
    const signal = rules.numberOf(id);
    expect(signal, id).toBeGreaterThanOrEqual(0);
    return { signal, weak, from: 0, to: 1, language: 0, masked: false, byProximity: false, source: null };
  };
  const contact = (kind: string): PlacedContact => ({ kind }) as PlacedContact;

  it('is a fee or a deposit that is said plainly', () => {
    for (const id of ['fee-upfront', 'task-deposit'])
      expect(asksMoneyFirst([fact(id)], [], rules), id).toEqual({
        caution: THRESHOLDS.moneyFirstOdds,
        pressure: false,
      });
    expect(asksMoneyFirst([fact('fee-upfront', true)], [], rules)).toBeNull();
    expect(asksMoneyFirst([fact('urgency')], [contact('telegram')], rules)).toBeNull();
    expect(asksMoneyFirst([], [], rules)).toBeNull();
  });

  it('is none where the post says that applicants never pay', () => {
    expect(asksMoneyFirst([fact('fee-upfront'), fact('counter-nofee')], [], rules)).toBeNull();
    expect(asksMoneyFirst([fact('fee-upfront'), fact('counter-nofee', true)], [], rules)).not.toBeNull();
  });

  it('weighs more with a brand, haste, a guarantee or a personal account', () => {
    const pressure = (facts: Fact[], contacts: PlacedContact[] = []): boolean | undefined =>
      asksMoneyFirst([fact('fee-upfront'), ...facts], contacts, rules)?.pressure;
    for (const id of ['brand-posing', 'urgency', 'leave-at-once', 'guaranteed-placement', 'no-interview'])
      expect(pressure([fact(id)]), id).toBe(true);
    expect(pressure([fact('urgency', true)])).toBe(false);
    for (const kind of ['telegram', 'phone']) expect(pressure([], [contact(kind)]), kind).toBe(true);
    for (const kind of ['domain', 'email']) expect(pressure([], [contact(kind)]), kind).toBe(false);
  });

  it('is at caution sooner where somebody doubts the offer', () => {
    expect(asksMoneyFirst([fact('fee-upfront')], [], rules, true)?.caution).toBe(THRESHOLDS.moneyFirstDoubtedOdds);
  });
});

describe('a set of signals', () => {
  it('holds with one signal of each choice and none that excludes it', () => {
    const rule = { all: [[0, 1], [2]], none: [3] };
    const holds = (...values: number[]): boolean => signalSetHolds(rule, Float64Array.from(values));
    expect(holds(1, 0, 1, 0)).toBe(true);
    expect(holds(0, 0.5, -1, 0)).toBe(true);
    expect(holds(0, 0, 1, 0)).toBe(false);
    expect(holds(1, 1, 0, 0)).toBe(false);
    expect(holds(1, 1, 1, 1)).toBe(false);
  });
});

describe('where a text weighs most', () => {
  /** Paragraphs of 100 units. @param marks paragraph, key and weight of each */
  function windows(
    count: number,
    marks: [paragraph: number, key: number, weight: number][],
    most = 1,
    least = 0,
    joined = 0.5,
  ) {
    const notes = new WeightedMarks(10);
    for (const [at, key, weight] of marks) notes.add(100 * at + 50, key, weight);
    const bounds = Array.from({ length: count + 1 }, (_, at) => 100 * at);
    return topWindows(bounds, notes, most, least, joined).map(({ start, end }) => `${start / 100}-${end / 100}`);
  }

  it('is a paragraph, and a run of several where each adds more than it costs', () => {
    const marks: Parameters<typeof windows>[1] = [
      [0, 1, 1],
      [2, 2, 2],
      [3, 3, 1],
    ];
    expect(windows(4, marks, 1, 0, 0.8)).toEqual(['2-3', '2-4']);
    // The whole text weighs as much as its end, and begins before it.
    expect(windows(4, marks, 1, 0, 0.5)).toEqual(['2-3', '0-4']);
    expect(windows(4, marks, 1, 0, 1)).toEqual(['2-3']);
  });

  it('counts each signal once in a run, and what lowers the worry too', () => {
    const twice: Parameters<typeof windows>[1] = [
      [0, 1, 2],
      [1, 1, 2],
    ];
    expect(windows(3, twice)).toEqual(['0-1']);
    const lowered: Parameters<typeof windows>[1] = [
      [0, 1, 2],
      [0, 2, -1.5],
      [2, 3, 1],
    ];
    expect(windows(3, lowered)).toEqual(['2-3']);
  });

  it('is nothing that weighs less than asked', () => {
    expect(windows(3, [[1, 1, 0.6]], 1, 0.6)).toEqual([]);
    expect(windows(3, [[1, 1, 0.7]], 1, 0.6)).toEqual(['1-2']);
    expect(windows(3, [])).toEqual([]);
  });

  it('gives as many as are asked for, the heaviest first, none that says the same', () => {
    const different: Parameters<typeof windows>[1] = [
      [0, 1, 1],
      [2, 2, 3],
      [4, 3, 2],
    ];
    expect(windows(5, different, 2, 0, 5)).toEqual(['2-3', '4-5']);
    expect(windows(5, different, 5, 0, 5)).toEqual(['2-3', '4-5', '0-1']);
    const repeated: Parameters<typeof windows>[1] = [
      [0, 1, 1],
      [2, 1, 1],
      [4, 3, 0.5],
    ];
    expect(windows(5, repeated, 2, 0, 5)).toEqual(['0-1', '4-5']);
  });

  it('joins no more letters than a window has', () => {
    const runs = (first: number): string[] => {
      const notes = new WeightedMarks(10);
      notes.add(10, 1, 1);
      notes.add(first + 10, 2, 1);
      return topWindows([0, first, first + 100], notes, 1, 0, 0.1).map(({ start, end }) => `${start}-${end}`);
    };
    const most = MAX_WINDOW_UNITS - 100;
    expect(runs(most)).toEqual([`0-${most}`, `0-${MAX_WINDOW_UNITS}`]);
    expect(runs(most + 1)).toEqual([`0-${most + 1}`]);
  });
});
