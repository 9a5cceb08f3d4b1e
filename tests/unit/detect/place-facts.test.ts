/** Facts from the places of a post, and from two words near each other. */
import { describe, expect, it } from 'vitest';
import { addProximityFacts } from '../../../utils/detect/add-proximity-facts.ts';
import type { Fact } from '../../../utils/detect/fact.ts';
import type { FoundPhrase } from '../../../utils/detect/find-phrases.ts';
import { addPlaceFacts } from '../../../utils/detect/place-facts.ts';
import type { Place } from '../../../utils/detect/places.ts';
import { readPost } from '../../../utils/detect/post-text.ts';
import type { ProximityRule, Rules } from '../../../utils/detect/rules.ts';
import { post } from './post.ts';
import { smallKnowledge } from './small-knowledge.ts';

const knowledge = await smallKnowledge();
const PLACES: Place[] = [
  { id: 'poipet', kind: 'compound', country: 'KH', source: 'S-1' },
  { id: 'maesot', kind: 'border', country: 'TH' },
  { id: 'bangkok', kind: 'hub', country: 'TH' },
  { id: 'cambodia', kind: 'region', country: 'KH', weak: true },
  { id: 'abroad', kind: 'region', country: 'XX' },
  { id: 'lagos', kind: 'origin', country: 'NG' },
  { id: 'bavet', kind: 'compound', country: 'KH' },
];
const IDS = ['place-compound', 'place-border', 'place-region', 'location-vague', 'route-chain'];
const rules = { numberOf: (id: string) => IDS.indexOf(id) } as unknown as Rules;

/** Each place of a text, and the words of a unit span. */
function reading(words: string) {
  const { text, fields } = readPost(post({ text: words }), knowledge.fold);
  const range = fields.find(({ field }) => field === 'text')!;
  const unitOf = (offset: number): number => {
    for (let unit = range.from; unit < range.to; unit++) if ((text.offsets[unit] ?? 0) >= offset) return unit;
    return range.to;
  };
  const phraseOf = (
    kind: FoundPhrase['kind'],
    id: number,
    word: string,
    at = words.toLowerCase().indexOf(word),
  ): FoundPhrase[] =>
    at < 0
      ? []
      : [{ kind, id, from: unitOf(at), to: unitOf(at + word.length), language: 0, isDisguised: false, isWeak: false }];
  const quote = (from: number, to: number): string => words.slice(text.offsets[from], text.offsets[to - 1]! + 1);
  return { text, phraseOf, quote };
}

function placesIn(words: string, language = 'en') {
  const { text, phraseOf, quote } = reading(words);
  const phrases = PLACES.flatMap(({ id }, number) => phraseOf('place', number, id)).sort((a, b) => a.from - b.from);
  const facts: Fact[] = [];
  const countries = addPlaceFacts({ facts, rules }, { text, phrases, places: PLACES, language });
  return { countries, facts, says: facts.map(({ signal, from, to }) => `${IDS[signal]}: ${quote(from!, to!)}`) };
}

describe('a place', () => {
  it.each<[string, string, string[]]>([
    ['of compounds', 'Work in Poipet', ['place-compound: Poipet']],
    ['at a border', 'Work in Maesot', ['place-border: Maesot']],
    ['where journeys land', 'Work in Bangkok', ['place-region: Bangkok']],
    ['of work', 'Work in Cambodia', ['place-region: Cambodia']],
    ['that is not named', 'Work abroad', ['location-vague: abroad']],
    ['of readers', 'Work in Lagos', []],
  ])('%s says so', (_, words, says) => {
    expect(placesIn(words).says).toEqual(says);
  });

  it('has its source, and is weak where honest offers name it', () => {
    expect(placesIn('Poipet, Cambodia').facts).toMatchObject([
      { source: 'S-1', isWeak: false },
      { source: null, isWeak: true },
    ]);
  });

  it('counts once', () => {
    const { text, phraseOf } = reading('Poipet, and Poipet again');
    const facts: Fact[] = [];
    const phrases = [...phraseOf('place', 0, 'poipet'), ...phraseOf('place', 0, 'poipet', 12)];
    addPlaceFacts({ facts, rules }, { text, phrases, places: PLACES, language: 'en' });
    expect(facts).toHaveLength(1);
  });

  it('is quoted by its longest name', () => {
    const { text, phraseOf, quote } = reading('Poipet City');
    const facts: Fact[] = [];
    const phrases = [...phraseOf('place', 0, 'poipet'), ...phraseOf('place', 0, 'poipet city')];
    addPlaceFacts({ facts, rules }, { text, phrases, places: PLACES, language: 'en' });
    expect(quote(facts[0]!.from!, facts[0]!.to!)).toBe('Poipet City');
  });

  it('is abroad where the language is of another country', () => {
    expect(placesIn('Poipet, Bangkok, Maesot, abroad').countries).toEqual(['KH', 'TH', 'XX']);
    expect(placesIn('Poipet, Bangkok, Maesot', 'th').countries).toEqual(['KH']);
  });

  it('at home is at most a border town', () => {
    expect(placesIn('Poipet', 'km').says).toEqual(['place-border: Poipet']);
    expect(placesIn('Work in Bangkok', 'th').says).toEqual([]);
    expect(placesIn('Work in Maesot', 'th').says).toEqual(['place-border: Maesot']);
  });
});

describe('a route', () => {
  const routeIn = (words: string): string | undefined =>
    placesIn(words).says.find((each) => each.startsWith('route-chain'));

  it.each([
    ['from a city to a compound', 'By Bangkok to Poipet', 'Bangkok to Poipet'],
    ['from a border to a compound of another country', 'By Maesot to Poipet', 'Maesot to Poipet'],
    ['from a city to a border', 'By Bangkok to Maesot', 'Bangkok to Maesot'],
    ['over all of them', 'By Bangkok and Maesot to Poipet', 'Bangkok and Maesot to Poipet'],
    ['in two sentences, by the border', 'First Bangkok. Then Maesot and Poipet', 'Maesot'],
    ['in two sentences, by the city without a border', 'First Bangkok. Then Poipet', 'Bangkok'],
    ['over 80 letters', `Bangkok ${'and '.repeat(30)} Maesot`, 'Maesot'],
  ])('leads %s', (_, words, route) => {
    expect(routeIn(words)).toBe(`route-chain: ${route}`);
  });

  it.each([
    'Work in Poipet',
    'Work in Poipet or Bavet',
    'Poipet in Cambodia',
    'Work in Bangkok',
    'From Lagos to Poipet',
  ])('leads nowhere in "%s"', (words) => {
    expect(routeIn(words)).toBeUndefined();
  });
});

describe('two words near each other', () => {
  const RULE: ProximityRule = { signal: 0, a: [0], b: [1], within: 3, cross: 'none', ordered: false };

  /** The facts of "ticket" or "flight" near "free" or "paid". */
  function factsIn(words: string, rule: Partial<ProximityRule> = {}) {
    const { text, phraseOf, quote } = reading(words);
    const names = ['ticket', 'free', 'flight', 'paid'];
    const phrases = names.flatMap((name, id) => phraseOf('concept', id, name)).sort((a, b) => a.from - b.from);
    const facts: Fact[] = [];
    addProximityFacts(phrases, text, { proximity: [{ ...RULE, ...rule }] } as unknown as Rules, facts);
    return facts.map(({ from, to, quoted }) => (quoted ? `(${quote(quoted.from, quoted.to)})` : quote(from!, to!)));
  }

  it.each([
    ['the ticket is free', 'ticket is free'],
    ['a free new ticket', 'free new ticket'],
    ['a free ticket', 'free ticket'],
    ['ticket one two three free', 'ticket one two three free'],
  ])('are one fact in "%s"', (words, fact) => {
    expect(factsIn(words)).toEqual([fact]);
  });

  it.each(['ticket one two three four five free', 'a ticket. Free of', 'a ticket, free of', 'a ticket', 'free'])(
    'are none in "%s"',
    (words) => {
      expect(factsIn(words)).toEqual([]);
    },
  );

  it('may stand in two clauses or sentences where the rule says so', () => {
    expect(factsIn('a ticket, free of', { cross: 'clause' })).toEqual(['ticket, free']);
    expect(factsIn('a ticket. Free of', { cross: 'clause' })).toEqual([]);
    expect(factsIn('a ticket. Free of', { cross: 'sentence' })).toEqual(['(ticket)']);
    expect(factsIn('free. Ticket of', { cross: 'sentence' })).toEqual(['(Ticket)']);
  });

  it('may need an order', () => {
    expect(factsIn('the ticket is free', { ordered: true })).toEqual(['ticket is free']);
    expect(factsIn('a free ticket', { ordered: true })).toEqual([]);
  });

  it('may be any of several words', () => {
    const any = { a: [0, 2], b: [3, 1] };
    expect(factsIn('the flight is paid', any)).toEqual(['flight is paid']);
    expect(factsIn('free is the ticket', any)).toEqual(['free is the ticket']);
    expect(factsIn('flight paid and then the best ticket free', any)).toEqual(['flight paid', 'ticket free']);
  });

  it('are in disguise or weak where one of them is, and of the language of the first kind', () => {
    const { text, phraseOf } = reading('the ticket is free');
    const [ticket, free] = [...phraseOf('concept', 0, 'ticket'), ...phraseOf('concept', 1, 'free')] as [
      FoundPhrase,
      FoundPhrase,
    ];
    const factOf = (a: Partial<FoundPhrase>, b: Partial<FoundPhrase> = {}): Fact => {
      const facts: Fact[] = [];
      const phrases = [
        { ...ticket, language: 3, ...a },
        { ...free, language: 5, ...b },
      ];
      addProximityFacts(phrases, text, { proximity: [RULE] } as unknown as Rules, facts);
      return facts[0]!;
    };
    const plain = { signal: 0, isByProximity: true, source: null, language: 3, isDisguised: false, isWeak: false };
    expect(factOf({})).toMatchObject(plain);
    expect([factOf({ isDisguised: true }).isDisguised, factOf({}, { isDisguised: true }).isDisguised]).toEqual([
      true,
      true,
    ]);
    expect([factOf({ isWeak: true }).isWeak, factOf({}, { isWeak: true }).isWeak]).toEqual([true, true]);
  });

  it('are those of concepts, each with the nearest behind it that fits', () => {
    const { text, phraseOf } = reading('ticket free ticket, free');
    const phrases = [
      ...phraseOf('concept', 0, 'ticket'),
      ...phraseOf('concept', 1, 'free'),
      ...phraseOf('concept', 0, 'ticket', 12),
    ];
    const factsOf = (these: FoundPhrase[]): [number | null, number | null][] => {
      const facts: Fact[] = [];
      addProximityFacts(these, text, { proximity: [RULE] } as unknown as Rules, facts);
      return facts.map(({ from, to }) => [from, to]);
    };
    expect(factsOf(phrases)).toEqual([
      [0, 10],
      [6, 16],
    ]);
    expect(factsOf(phrases.map((phrase) => ({ ...phrase, kind: 'signal' })))).toEqual([]);
  });

  it('are near by letters in scripts without spaces, three for a word', () => {
    const near = (letters: number): boolean => {
      const { text, phraseOf } = reading(`票${'的'.repeat(letters)}免`);
      const facts: Fact[] = [];
      const phrases = [...phraseOf('concept', 0, '票'), ...phraseOf('concept', 1, '免')];
      addProximityFacts(phrases, text, { proximity: [RULE] } as unknown as Rules, facts);
      return facts.length > 0;
    };
    expect([near(0), near(11), near(12), near(13), near(20)]).toEqual([true, true, true, false, false]);
  });

  it('are 64 of one kind at most, and none 200 letters apart', () => {
    const { text, phraseOf } = reading('ticket free, '.repeat(80));
    const phrases = Array.from({ length: 80 }, (_, at) => [
      ...phraseOf('concept', 0, 'ticket', 13 * at),
      ...phraseOf('concept', 1, 'free', 13 * at + 7),
    ]).flat();
    const facts: Fact[] = [];
    addProximityFacts(phrases, text, { proximity: [RULE] } as unknown as Rules, facts);
    expect(facts).toHaveLength(64);
    const far = { within: 40, cross: 'sentence' } as const;
    expect(factsIn(`ticket ${'x'.repeat(190)} free`, far)).toHaveLength(1);
    expect(factsIn(`ticket ${'x'.repeat(201)} free`, far)).toEqual([]);
    expect(factsIn(`free ${'x'.repeat(201)} ticket`, far)).toEqual([]);
  });
});
