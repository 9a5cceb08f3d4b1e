import { beforeAll, describe, expect, test } from 'vitest';
import { checkText, type CheckDeps } from '../../../utils/check/check-text.ts';
import { holdsCry } from '../../../utils/check/find-cry.ts';
import { readTextFacts } from '../../../utils/check/text-facts.ts';
import { MAX_HANDOFF_UNITS, MAX_PASTED_UNITS } from '../../../utils/check/paste-limits.ts';
import { analyse, conclude, loadKnowledge, type Knowledge } from '../../../utils/detect/analyse.ts';
import type { ListingMatch, Mention } from '../../../utils/model/indicator.ts';
import { readCompiled } from '../../../tools/knowledge/read-compiled.ts';

let knowledge: Knowledge;
beforeAll(() => {
  knowledge = loadKnowledge(readCompiled());
});

const world = (lookup: (mentions: readonly Mention[]) => ListingMatch[] = () => []): CheckDeps => ({
  async judgePosts(posts) {
    return posts.map((post) => {
      const analysis = analyse(post, knowledge);
      return conclude(analysis, lookup(analysis.mentions), '2026-11-25');
    });
  },
  readFacts: async (text) => readTextFacts(text, knowledge),
  holdsCry: async (texts) => holdsCry(texts, knowledge),
});

/** Each line alone is harmless; together they are the offer. */
const SPREAD = [
  ['HR Anna', 'Hello dear, I saw your profile.'],
  ['Somchai', 'Hi, what is the job?'],
  ['HR Anna', 'Online customer service, you chat with foreign customers from ready scripts.'],
  ['Somchai', 'Where is it?'],
  ['HR Anna', 'You land in Bangkok, our driver picks you up.'],
  ['HR Anna', 'Then he takes you on to Mae Sot, the company is in Myawaddy.'],
  ['Somchai', 'And the visa?'],
  ['HR Anna', 'Tourist visa, we handle it. Ticket and room are free.'],
  ['HR Anna', 'No experience, no interview. 1,500 USD a month. You fly this Friday.'],
] as const;
const chat = (lines: readonly (readonly [string, string])[]): string =>
  lines.map(([name, words], minute) => `[12/03/2024, 14:${10 + minute}:00] ${name}: ${words}`).join('\n');

describe('checkText', () => {
  test('judges an offer spread over messages as a whole, with every mark inside a message', async () => {
    const text = chat(SPREAD);
    const result = await checkText(text, null, world());
    expect(result.verdict.level).toBe('danger');
    expect(result.senders).toEqual(['HR Anna', 'Somchai']);
    expect(result.marks.length).toBeGreaterThan(2);
    for (const { start, end } of result.marks) {
      expect(result.messages.some((message) => message.start <= start && end <= message.end)).toBe(true);
    }
    for (const { quote, start, end, field } of result.verdict.reasons) {
      if (quote !== null && field === 'text' && !quote.includes('\n')) expect(text.slice(start!, end!)).toBe(quote);
    }
    expect(result.places.map(({ id }) => id)).toEqual(['bangkok', 'mae-sot', 'myawaddy']);
    for (const { id, start, end } of result.places.slice(2)) {
      expect(text.slice(start, end)).toBe('Myawaddy');
      expect(id).toBe('myawaddy');
    }
  });

  test('does not judge the messages of the reader', async () => {
    const worried = chat([
      ['Me', 'My brother was trapped by such a job, he was beaten and rescued by police. Beware, it is a scam!'],
      ...SPREAD,
      ['Me', 'I read a warning of the embassy: victims were lured to Myawaddy and forced to cheat others.'],
    ]);
    expect((await checkText(worried, 'Me', world())).verdict.level).toBe('danger');
    expect((await checkText(worried, null, world())).verdict.level).toBe('danger');

    const conversation = chat([
      ['Me', 'Do you keep my passport? Is it in Myawaddy with a tourist visa, free ticket, no interview, 3000 USD?'],
      ['Hotel', 'No. It is at our front desk in Penang, come for an interview on Monday.'],
    ]);
    const own = await checkText(conversation, 'Me', world());
    expect(own.verdict.level).toBe('none');
    expect(own.places).toEqual([]);
  });

  test('gives no warning for an honest conversation about a job', async () => {
    const honest = chat([
      ['Old Mill', 'Hello, you applied as a kitchen helper in Penang.'],
      ['Aida', 'Yes. What are the hours?'],
      ['Old Mill', 'Six evenings a week, MYR 2,100 a month, meals on shift. Come on Monday for an interview.'],
      ['Aida', 'Is there a contract?'],
      ['Old Mill', 'Yes, a written contract with EPF and SOCSO. You keep your passport, of course.'],
    ]);
    const result = await checkText(honest, null, world());
    expect(result.verdict.level).toBe('none');
    expect(result.messages.map(({ level }) => level)).toEqual(['none', 'none', 'none', 'none', 'none']);
  });

  test('reports a listed number that appears only as the sender name', async () => {
    const listing = {
      publisher: 'Example Shelter',
      category: 'trafficking',
      listedOn: '2026-11-03',
      evidence: 'case 7',
    };
    const lookup = (mentions: readonly Mention[]): ListingMatch[] =>
      mentions.filter(({ kind }) => kind === 'phone').map((mention) => ({ mention, listing }));
    const text = '[12/03/2024, 14:06:33] +66 81 555 0143: Hello, are you looking for work?';
    const { verdict } = await checkText(text, null, world(lookup));
    expect(verdict).toMatchObject({ level: 'danger', kind: 'listed', listing: { publisher: 'Example Shelter' } });
  });
});

describe('limits of checkText', () => {
  test('gives level none for an empty text', async () => {
    const result = await checkText('  \n ', null, world());
    expect(result).toMatchObject({ verdict: { level: 'none', reasons: [] }, messages: [], marks: [] });
  });

  test('cuts a text that is too long and reports it', async () => {
    // What the ways to the page hand over of it is enough to tell.
    const result = await checkText('word '.repeat(MAX_PASTED_UNITS / 4).slice(0, MAX_HANDOFF_UNITS), null, world());
    expect(result.truncated).toBe(true);
    expect(result.messages.at(-1)?.end).toBeLessThanOrEqual(MAX_PASTED_UNITS);
  });

  test('judges a group of two thousand senders', async () => {
    const crowd = chat(Array.from({ length: 4_000 }, (_, at) => [`P${at % 2_000}`, `hello ${at}`] as const));
    const { messages, senders } = await checkText(crowd, null, world());
    expect(messages).toHaveLength(4_000);
    expect(senders).toHaveLength(2_000);
  });

  test.each([
    ['two people', 2],
    ['sixty people', 60],
  ])('hears a cry for help that ends a long chat of %s', async (_who, people) => {
    const talk = Array.from({ length: 3_000 }, (_, at) => [`P${at % people}`, `see you at ${at % 12}`] as const);
    const cry = ['P1', 'help me, I am held in KK Park, they took my passport and beat us'] as const;
    expect((await checkText(chat([...talk, cry]), null, world())).verdict.kind).toBe('held');
  });

  test('reads everybody in a large group, or says that it did not', async () => {
    const crowd = (length: number): (readonly [string, string])[] =>
      Array.from({ length }, (_, at) => [`P${at % 60}`, `see you at ${at % 12}`] as const);
    const lure = [
      'P39',
      'Job in Mae Sot, 3000 USD, free flight, tourist visa, no interview, Telegram @gold_hr',
    ] as const;
    const read = await checkText(chat(crowd(3_000).with(1_259, lure)), null, world());
    expect(read).toMatchObject({ verdict: { level: 'danger' }, truncated: false });
    expect((await checkText(chat(crowd(7_000)), null, world())).truncated).toBe(true);
  });
});
