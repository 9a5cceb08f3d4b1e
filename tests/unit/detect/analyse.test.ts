import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyse, conclude, KnowledgeError, loadKnowledge } from '../../../utils/detect/analyse.ts';
import type { ListingMatch, IndicatorKind } from '../../../utils/model/indicator.ts';
import { fieldText, type JobPost } from '../../../utils/model/job-post.ts';
import { MAX_TEXT_UNITS } from '../../../utils/model/cap-text.ts';
import type { Verdict } from '../../../utils/model/verdict.ts';
import { compileSmall, ENGLISH, smallKnowledge } from './small-knowledge.ts';
import { post } from './post.ts';

const TODAY = '2026-11-25';
const knowledge = await smallKnowledge();

const LURE =
  'Chat support in Mae Sot, free ticket, free condo. No experience, just passport, tourist visa first. Telegram @beshie_hr5550';
const WARNING = 'Beware of fake offers. The police said that eleven people were rescued.';

function verdictOf(fields: Partial<JobPost>): Verdict {
  return conclude(analyse(post(fields), knowledge), [], TODAY);
}

/** Every quote is what stands at its span in the original field. */
function expectExact(of: JobPost, verdict: Verdict): void {
  for (const { field, quote, start, end } of verdict.reasons) {
    if (quote === null) continue;
    expect(fieldText(of, field).slice(start ?? -1, end ?? -1)).toBe(quote);
  }
}

describe('a reading', () => {
  it('quotes whole words where a phrase has an open end', () => {
    const text = `${LURE} Flights on us, free tickets for everybody.`;
    const { reasons } = verdictOf({ text });
    const spans = reasons.flatMap(({ start, end }) => (start === null || end === null ? [] : [[start, end] as const]));
    expect(spans.length).toBeGreaterThan(2);
    for (const [start, end] of spans) expect(`${text[start - 1] ?? ' '}${text[end] ?? ' '}`).not.toMatch(/[a-z]/iu);
  });

  it('takes the hours of a drive for no hours of work and no pay', () => {
    const ids = verdictOf({ text: 'The drive to Mae Sot takes 8 hours, the road is bad.' }).reasons.map(({ id }) => id);
    expect(ids.filter((id) => /pay|daily|hours/u.test(id))).toEqual([]);
  });
});

describe('a lure', () => {
  it('is danger, with the words that say so', () => {
    const verdict = verdictOf({ text: LURE });
    expect(verdict).toMatchObject({ level: 'danger', kind: 'lure', language: 'en' });
    expect(verdict.reasons.find(({ id }) => id === 'tourist-visa')?.quote).toBe('tourist visa');
    expect(verdict.reasons.length).toBeLessThanOrEqual(8);
    expectExact(post({ text: LURE }), verdict);
  });

  it('needs more evidence for danger without a hard fact: a contact, a fee, a route, confinement or pay', () => {
    const text =
      'Typists and chat agents wanted abroad. No experience, no interview, just your passport. We take anyone who can type.';
    const { evidence } = analyse(post({ text }), knowledge);
    const odds = Math.log(evidence / (1 - evidence));
    const levelFrom = (dangerWithoutFact: number): string =>
      analyse(post({ text }), { ...knowledge, levels: { ...knowledge.levels, dangerWithoutFact } }).level;
    expect(odds).toBeGreaterThan(knowledge.levels.danger);
    expect(levelFrom(odds + 0.1)).toBe('caution');
    expect(levelFrom(odds - 0.1)).toBe('danger');
  });

  it('shows mitigating reasons, too', () => {
    const { reasons } = verdictOf({ text: `${LURE}. Interview at our office.` });
    expect(reasons.find(({ id }) => id === 'counter-interview')).toMatchObject({ severity: 'mitigating' });
  });

  it('shows the way it leads: from place to place, or the one on the way where they stand far apart', () => {
    const quoteOf = (text: string): string | null | undefined =>
      verdictOf({ text }).reasons.find(({ id }) => id === 'route-chain')?.quote;
    expect(quoteOf('Chat support, fly to Bangkok then Mae Sot, free ticket, just passport')).toBe(
      'Bangkok then Mae Sot',
    );
    const between = 'and we will tell you the rest when you have come there with all of your things '.repeat(2);
    expect(quoteOf(`Chat support, fly to Bangkok ${between}Mae Sot, free ticket, just passport`)).toBe('Mae Sot');
  });

  it('quotes one sentence where a route runs over several', () => {
    const { reasons } = verdictOf({ text: 'Chat support, fly to Bangkok. Then Mae Sot, free ticket, just passport' });
    expect(reasons.find(({ id }) => id === 'route-chain')?.quote).toBe('Mae Sot');
  });

  it('reads no place in an account name', () => {
    const { reasons } = verdictOf({ text: 'Chat support, free ticket, just passport. Telegram @maesot_desk' });
    expect(reasons.map(({ id }) => id)).not.toContain('place-border');
  });

  it('is found whatever field it stands in', () => {
    const verdict = verdictOf({ title: 'Chat support', location: 'Mae Sot', text: LURE.slice(LURE.indexOf('free')) });
    expect(verdict.level).toBe('danger');
    expect(verdict.reasons.find(({ id }) => id === 'place-border')).toMatchObject({
      field: 'location',
      quote: 'Mae Sot',
    });
  });
});

describe('an honest post', () => {
  it('with one sign gets no warning', () => {
    expect(verdictOf({ text: 'Waiter wanted in Mae Sot. Interview at our office, social security.' }).level).toBe(
      'none',
    );
    expect(verdictOf({ text: 'We moved to Sihanoukville last year.' }).level).toBe('none');
  });

  it('that says it takes no fee is not read as taking one', () => {
    const { reasons } = verdictOf({ text: 'Cook wanted. We never take a registration fee.' });
    expect(reasons.map(({ id }) => id)).not.toContain('fee-upfront');
  });
});

describe('disguise does not lower the level', () => {
  const letters = (change: (letter: string) => string) => (text: string) => text.replaceAll(/[a-z]/giu, change);
  const look: Record<string, string> = { a: 'а', e: 'е', o: 'о', c: 'с', p: 'р' };
  const leet: Record<string, string> = { a: '4', e: '3', o: '0', i: '1', s: '5' };
  const sentence = (text: string): string => text.slice(0, text.indexOf('Telegram'));
  const EVASIONS: Record<string, (text: string) => string> = {
    'zero-width': letters((letter) => `${letter}\u200b`),
    'full width': letters((letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0)),
    'mathematical letters': letters((letter) =>
      String.fromCodePoint((letter < 'a' ? 0x1d400 - 65 : 0x1d41a - 97) + letter.charCodeAt(0)),
    ),
    'look-alikes': letters((letter) => look[letter] ?? letter),
    accents: letters((letter) => `${letter}\u0301`),
    spaced: (text) => text.replaceAll(/[a-z]{4,}/giu, (word) => word.split('').join(' ')),
    dotted: (text) => text.replaceAll(/[a-z]{4,}/giu, (word) => word.split('').join('.')),
    'emoji inside': (text) => text.replaceAll(/[a-z]{4,}/giu, (word) => `${word.slice(0, 2)}🔥${word.slice(2)}`),
    'digits for letters': (text) => text.replaceAll(/(?<=[a-z])[aeo](?=[a-z])/giu, (letter) => leet[letter] ?? letter),
    'capitals and breaks': (text) => text.toUpperCase().replaceAll(', ', '\n'),
  };
  it.each(Object.entries(EVASIONS))('keeps the level of a lure disguised by: %s', (_name, evade) => {
    const text = evade(sentence(LURE)) + LURE.slice(LURE.indexOf('Telegram'));
    const verdict = verdictOf({ text });
    expect(verdict.level).toBe('danger');
    expectExact(post({ text }), verdict);
  });

  it('names a disguised place as such', () => {
    const { reasons } = verdictOf({
      text: 'Chat support in P0ipet, free ticket, just passport. Telegram @beshie_hr5550',
    });
    expect(reasons.map(({ id }) => id)).toContain('masked-words');
    expect(reasons.find(({ id }) => id === 'place-compound')?.quote).toBe('P0ipet');
  });
});

describe('a warning', () => {
  it('that repeats a lure gets no warning', () => {
    const retelling =
      'Recruiters had promised them chat support in Mae Sot and a free ticket, then took their passports.';
    expect(verdictOf({ text: `${WARNING} ${retelling}` }).level).toBe('none');
  });

  it('does not cover an offer that borrows its words', () => {
    const warning = 'Beware of scammers and fake agents, report them to the police.';
    expect(verdictOf({ text: `${warning} ${LURE}` }).level).toBe('caution');
    expect(verdictOf({ text: `${LURE} ${warning}` }).level).toBe('caution');
  });

  it('does not cover a lure pasted below it', () => {
    expect(verdictOf({ text: `${WARNING}\n\n${LURE}` }).level).not.toBe('none');
  });

  it('of many lines takes no contact of one part for the offer that another part retells', () => {
    const retelling = 'They said chat support in Mae Sot, free ticket, then took the passports.';
    const text = `${retelling}\nBeware of fake offers.\nAsk our hotline +66 2 345 6789\nThe police said that they were rescued.`;
    expect(verdictOf({ text }).level).toBe('none');
  });

  describe('too long to be read in one piece', () => {
    const plain = 'The paper wrote about the river and the weather of that year in the valley. '.repeat(18);
    const around = `${WARNING}\n${plain}\n`.repeat(3);
    const retelling = LURE.slice(0, LURE.indexOf('Telegram'));

    it('gets no warning where it retells a lure far from its words of warning', () => {
      expect(`${around}${retelling}`.length).toBeGreaterThan(4_000);
      expect(verdictOf({ text: `${around}${plain}${retelling}\n${plain}${around}` }).level).toBe('none');
      expect(verdictOf({ text: `${plain.repeat(2)}\n${retelling}\n${plain.repeat(2)}` }).level).not.toBe('none');
    });

    it('does not cover a lure pasted into it', () => {
      expect(verdictOf({ text: `${around}${plain}\n${LURE}\n${plain}${around}` }).level).not.toBe('none');
    });
  });

  it('makes a listed contact a note', () => {
    const of = post({ text: `${WARNING} Their account was @beshie_hr5550 on Telegram.` });
    const analysis = analyse(of, knowledge);
    const verdict = conclude(analysis, [hitOn(analysis, 'telegram')], TODAY);
    expect(verdict.level).toBe('none');
    expect(verdict.reasons[0]).toMatchObject({ id: 'listed-in-warning', severity: 'note', quote: '@beshie_hr5550' });
  });
});

function hitOn(
  analysis: ReturnType<typeof analyse>,
  kind: IndicatorKind,
  more: Partial<ListingMatch['listing']> = {},
): ListingMatch {
  const mention = analysis.mentions.find((each) => each.kind === kind);
  if (mention === undefined) throw new Error(`no ${kind} in ${JSON.stringify(analysis.mentions)}`);
  return {
    mention,
    listing: { publisher: 'Example', category: 'trafficking', listedOn: '2026-11-03', evidence: 'E-1', ...more },
  };
}

describe('a hit in the lists', () => {
  const of = post({ text: 'Waiter wanted, ask t.me/beshie_hr5550', company: 'Brightmere Infoways' });
  const analysis = analyse(of, knowledge);

  it('on a contact is danger', () => {
    const hit = hitOn(analysis, 'telegram');
    const verdict = conclude(analysis, [hit], TODAY);
    expect(verdict).toMatchObject({ level: 'danger', kind: 'listed', listing: hit.listing });
    expect(verdict.reasons[0]).toMatchObject({ id: 'listed', severity: 'strong', quote: 't.me/beshie_hr5550' });
    expectExact(of, verdict);
  });

  it('on a company name alone is caution', () => {
    const verdict = conclude(analysis, [hitOn(analysis, 'company')], TODAY);
    expect(verdict).toMatchObject({ level: 'caution', kind: 'listed' });
    expect(verdict.reasons[0]).toMatchObject({ id: 'listed-name', quote: 'Brightmere Infoways' });
  });

  it('that is disputed is caution, that expired nothing', () => {
    const disputed = conclude(analysis, [hitOn(analysis, 'telegram', { disputedSince: '2026-11-20' })], TODAY);
    expect(disputed.level).toBe('caution');
    expect(disputed.reasons[0]).toMatchObject({ id: 'listed-disputed' });
    expect(conclude(analysis, [hitOn(analysis, 'telegram', { expiresOn: '2026-11-24' })], TODAY).level).toBe('none');
    expect(conclude(analysis, [hitOn(analysis, 'telegram', { expiresOn: TODAY })], TODAY).level).toBe('danger');
  });
});

describe('an allow entry', () => {
  const verified = { category: 'verified' };
  const lure = (contact: string) =>
    analyse(post({ text: `${LURE} ${contact}`, company: 'Brightmere Infoways' }), knowledge);

  it('lowers by one step what the text alone gives, and says so', () => {
    const analysis = analyse(post({ text: LURE }), knowledge);
    const ways = analysis.mentions.filter(({ kind }) => kind !== 'company' && kind !== 'text');
    const plain = conclude(analysis, [], TODAY);
    expect(plain.level).not.toBe('none');
    const hits = ways.map((mention) => ({ ...hitOn(analysis, mention.kind, verified), mention }));
    const lowered = conclude(analysis, hits, TODAY);
    expect(lowered.level).toBe(ways.length === 0 ? plain.level : plain.level === 'danger' ? 'caution' : 'none');
    if (ways.length > 0)
      expect(lowered.reasons.at(-1)).toMatchObject({ id: 'listed-verified', severity: 'mitigating' });
  });

  it('accuses nobody, and hides no listing, of whichever list it is', () => {
    const analysis = lure('t.me/beshie_hr5550');
    const allow = hitOn(analysis, 'telegram', { ...verified, publisher: 'One' });
    const listed = hitOn(analysis, 'telegram', { publisher: 'Two' });
    for (const hits of [
      [allow, listed],
      [listed, allow],
    ]) {
      expect(conclude(analysis, hits, TODAY)).toMatchObject({
        level: 'danger',
        kind: 'listed',
        listing: listed.listing,
      });
    }
    expect(conclude(analysis, [allow], TODAY).listing).toBeUndefined();
  });

  it('of a name alone, of one contact among several, expired or disputed, lowers nothing', () => {
    const analysis = lure('t.me/beshie_hr5550 or www.brightmere-infoways.com');
    const plain = conclude(analysis, [], TODAY).level;
    expect(plain).not.toBe('none');
    const levelWith = (...hits: ListingMatch[]): string => conclude(analysis, hits, TODAY).level;
    expect(levelWith(hitOn(analysis, 'company', verified))).toBe(plain);
    expect(levelWith(hitOn(analysis, 'domain', verified))).toBe(plain);
    const both = (more: object): ListingMatch[] =>
      analysis.mentions
        .filter(({ kind }) => kind !== 'company' && kind !== 'text')
        .map((mention) => ({ ...hitOn(analysis, mention.kind, { ...verified, ...more }), mention }));
    expect(levelWith(...both({ expiresOn: '2026-11-24' }))).toBe(plain);
    expect(levelWith(...both({ disputedSince: '2026-11-24' }))).toBe(plain);
    expect(levelWith(...both({}))).not.toBe(plain);
  });
});

describe('long and hostile texts', () => {
  const filler = 'The quick report of the weather in the valley was read by many people over the years. '.repeat(
    12_000,
  );

  it('does not hide a lure behind filler, and quotes it where it stands', () => {
    const text = `${filler.slice(0, 900_000)}\n${LURE}`;
    const verdict = verdictOf({ text });
    expect(verdict.level).not.toBe('none');
    expectExact(post({ text }), verdict);
  });

  it('keeps offsets of the original where the middle of a text over the cap is left out', () => {
    const text = `${filler.repeat(2).slice(0, MAX_TEXT_UNITS + 300_000)}\n${LURE}`;
    const verdict = verdictOf({ text });
    expect(verdict.level).not.toBe('none');
    expectExact(post({ text }), verdict);
  });

  it('reads any post without throwing, every quote exact', () => {
    const word = fc.constantFrom(
      'free ticket',
      'Mae Sot',
      'tele @ab_cd',
      '0812345678',
      '"',
      '\n',
      '𝗻𝗼',
      '🇰🇭',
      'K3mboja',
      '$900',
    );
    const text = fc
      .array(fc.oneof(word, fc.string({ unit: 'binary', maxLength: 6 })), { maxLength: 40 })
      .map((parts) => parts.join(' '));
    fc.assert(
      fc.property(text, text, fc.array(text, { maxLength: 3 }), (title, body, contacts) => {
        const of = post({ title, text: body, contacts, company: title.slice(0, 9) });
        const analysis = analyse(of, knowledge);
        expectExact(of, conclude(analysis, [], TODAY));
        for (const mention of analysis.mentions) {
          expect(fieldText(of, mention.field).slice(mention.start, mention.end)).toBe(mention.quote);
        }
      }),
    );
  });
});

describe('knowledge', () => {
  it('is refused with the reason when a target is missing or cut', async () => {
    const files = await compileSmall({ en: ENGLISH });
    const { 'places.json': _places, ...without } = files;
    expect(() => loadKnowledge(without)).toThrow(new KnowledgeError('places.json is missing'));
    const lexicon = files['lexicon.bin'] ?? new Uint8Array();
    for (const length of [0, 7, 40, 3000, lexicon.length - 8]) {
      expect(() => loadKnowledge({ ...files, 'lexicon.bin': lexicon.slice(0, length) })).toThrow(KnowledgeError);
    }
  });

  it('with flipped bytes is refused or still safe to read with', async () => {
    const files = await compileSmall({ en: ENGLISH });
    const lexicon = files['lexicon.bin'] ?? new Uint8Array();
    fc.assert(
      fc.property(fc.integer({ min: 0, max: lexicon.length - 1 }), fc.integer({ min: 1, max: 255 }), (at, by) => {
        const bytes = lexicon.slice();
        bytes[at] = (bytes[at] ?? 0) ^ by;
        try {
          analyse(post({ text: LURE }), loadKnowledge({ ...files, 'lexicon.bin': bytes }));
        } catch (error) {
          expect(error).toBeInstanceOf(KnowledgeError);
        }
      }),
      { numRuns: 40 },
    );
  });
});
