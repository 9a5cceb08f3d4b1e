/** Facts from the contacts of a post, and the mentions that are looked up in lists. */
import { describe, expect, it } from 'vitest';
import {
  addContactFacts,
  findPostContacts,
  mentionsOf,
  outsideContacts,
  textMentions,
} from '../../../utils/detect/contact-facts.ts';
import type { Fact } from '../../../utils/detect/fact.ts';
import type { FoundPhrase } from '../../../utils/detect/find-phrases.ts';
import { readPost } from '../../../utils/detect/post-text.ts';
import type { Rules } from '../../../utils/detect/rules.ts';
import type { JobPost } from '../../../utils/model/job-post.ts';
import { post } from './post.ts';
import { smallKnowledge } from './small-knowledge.ts';

const knowledge = await smallKnowledge();
const IDS = ['chat-contact', 'chat-only', 'handle-hidden', 'free-mail', 'counter-domain', 'foreign-phone'];
const rules = { numberOf: (id: string) => IDS.indexOf(id) } as unknown as Rules;

function contactsOf(fields: Partial<JobPost>, phrases: readonly FoundPhrase[] = []) {
  const text = readPost(post(fields), knowledge.fold);
  return { text, contacts: findPostContacts(text, phrases, knowledge) };
}

/** The facts of a post's contacts, by the names of their signals. */
function factsOf(
  fields: Partial<JobPost>,
  countries: readonly string[] = [],
  phrases: readonly FoundPhrase[] = [],
): string[] {
  const facts: Fact[] = [];
  const input = { ...contactsOf(fields), phrases, company: fields.company ?? '', countries };
  addContactFacts({ facts, rules }, input);
  return facts.map(({ signal }) => IDS[signal]!);
}

describe('a contact', () => {
  it.each<[string, Partial<JobPost>, string[]]>([
    ['of a chat service alone', { text: 'Ask t.me/golden_hr' }, ['chat-contact', 'chat-only']],
    ['beside an e-mail address', { text: 'Ask t.me/golden_hr or hr@lake.example' }, ['chat-contact']],
    ['beside a site', { text: 'Ask t.me/golden_hr or www.lake.example' }, ['chat-contact']],
    ['beside a telephone of an office', { text: 'Ask t.me/golden_hr or (021) 345-6789' }, ['chat-contact']],
    ['beside a company', { text: 'Ask t.me/golden_hr', company: 'ABC' }, ['chat-contact']],
    ['of free mail under a company', { text: 'Ask hr@gmail.com', company: 'Golden Lake' }, ['free-mail']],
    ['of free mail without a company', { text: 'Ask hr@gmail.com' }, []],
    ['of free mail named like the company', { text: 'Ask hr@gmail.com', company: 'Gmail' }, ['free-mail']],
    ["of the company's mail", { text: 'Ask hr@golden-lake.example', company: 'Golden Lake' }, ['counter-domain']],
    [
      "of the company's site",
      { text: 'See www.brightmere.com/jobs', company: 'Golden Brightmére' },
      ['counter-domain'],
    ],
    ['of mail with three letters of the company', { text: 'Ask hr@abc.example', company: 'ABC' }, []],
    ['of a site with the company in its path', { text: 'See www.board.example/golden', company: 'Golden Lake' }, []],
    ['that is spelled out', { text: 'Ask hr (at) lake (dot) example' }, ['handle-hidden']],
  ])('%s has the right facts', (_, fields, facts) => {
    expect(factsOf(fields)).toEqual(facts);
  });

  it.each<[string, string[], boolean]>([
    ['+855 97 111 2223', ['TH'], true],
    ['+855 97 111 2223', ['TH', 'KH'], false],
    ['+855 97 111 2223', [], false],
    ['097-111-2223', ['TH'], false],
    ['+84 97 111 2223', ['TH'], false],
    ['+44 20 7946 0958', ['TH'], false],
    ['+95 9 711 12223', ['TH'], true],
    ['+856 20 5711 2223', ['TH'], true],
    ['+66 81 711 2223', ['KH'], true],
    ['+66 81 711 2223', ['KH', 'TH'], false],
    ['+971 50 711 2223', ['TH'], true],
    ['+63 917 711 2223', ['TH'], true],
    ['+86 138 1171 2223', ['TH'], true],
    ['+852 5711 2223', ['TH'], true],
    ['+60 12 711 2223', ['TH'], false],
    ['＋855 97 111 2223', ['TH'], true],
    ['hr@lake.example', ['TH'], false],
    ['wa.me/+855971112223', ['TH'], true],
  ])('%s for work in %j is foreign: %s', (text, countries, isForeign) => {
    expect(factsOf({ text }, countries).includes('foreign-phone')).toBe(isForeign);
  });

  it('of a chat service whose name is disguised is hidden', () => {
    const channel = { kind: 'channel', id: 0, from: 0, to: 4, language: 0, isDisguised: true, isWeak: false } as const;
    expect(factsOf({ text: 'Teleg today' }, [], [channel])).toEqual(['handle-hidden']);
    expect(factsOf({ text: 'Teleg today' }, [], [{ ...channel, isDisguised: false }])).toEqual([]);
  });

  it('is a fact where it stands: the first account, the disguised one, the one of another country', () => {
    const text = 'Ask t.me/golden_hr, line.me/lake_hr, hr (at) lake (dot) example, +855 97 111 2223 or +95 9 711 12223';
    const found = contactsOf({ text });
    const facts: Fact[] = [];
    addContactFacts({ facts, rules }, { ...found, phrases: [], company: '', countries: ['TH'] });
    const words = facts.map(({ signal, from, to }) => {
      const { offsets } = found.text.text;
      return `${IDS[signal]}: ${text.slice(offsets[from!], offsets[to! - 1]! + 1)}`;
    });
    expect(words).toEqual([
      'chat-contact: t.me/golden_hr',
      'handle-hidden: hr (at) lake (dot) example',
      'foreign-phone: 855 97 111 2223',
    ]);
    expect(
      facts.every(
        ({ language, isDisguised, isWeak, source }) => language === null && !isDisguised && !isWeak && source === null,
      ),
    ).toBe(true);
  });

  it.each<[string, string[]]>([
    ['Ask t.me/golden_hr', ['chat-contact', 'chat-only']],
    ['Ask wa.me/855971112223', ['chat-contact', 'chat-only']],
    ['Ask line.me/golden_hr', ['chat-contact', 'chat-only']],
    ['Ask zalo.me/0971112223', ['chat-contact', 'chat-only']],
    ['Ask @golden_hr', ['chat-contact', 'chat-only']],
    ['See www.facebook.com/goldenlake', []],
    ['Call 097-111-2223', []],
    ['Ask t.me/golden_hr or 097-111-2223', ['chat-contact', 'chat-only']],
    ['Ask t.me/golden_hr or 345-(021)-6789', ['chat-contact', 'chat-only']],
  ])('in "%s" is of a chat service: %j', (text, facts) => {
    expect(factsOf({ text })).toEqual(facts);
  });

  it('of free mail is the first address, of the company any one', () => {
    const company = 'Golden Lake';
    expect(factsOf({ text: 'Ask a@golden.example or hr@gmail.com', company })).toEqual(['counter-domain']);
    expect(factsOf({ text: 'Ask hr@gmail.com or a@golden.example', company })).toEqual(['free-mail', 'counter-domain']);
    expect(factsOf({ text: 'Ask a@lake-golden.example', company })).toEqual(['counter-domain']);
    expect(factsOf({ text: 'Ask t.me/golden_lake', company })).toEqual(['chat-contact']);
    expect(factsOf({ text: 'See www.wwwboard.example', company: 'WWW1 Ltd' })).toEqual([]);
    expect(factsOf({ text: 'See www.board.example', company: 'www. Board' })).toEqual(['counter-domain']);
  });

  it('belongs to the service that is named before it in its own field', () => {
    const named = (fields: Partial<JobPost>, from: number, to: number, isDisguised = false) => {
      const channel = knowledge.meta.channels.indexOf('telegram');
      const phrase = { kind: 'channel', id: channel, from, to, language: 31, isDisguised, isWeak: false } as const;
      return contactsOf(fields, [phrase]).contacts.map(({ kind, raw, field, obfuscated }) => [
        kind,
        raw,
        field,
        obfuscated,
      ]);
    };
    const text = 'Telegram goldenhr88';
    expect(named({ text }, 0, 8)).toEqual([['telegram', 'goldenhr88', 'text', false]]);
    expect(named({ text }, 0, 8, true)).toEqual([['telegram', 'goldenhr88', 'text', true]]);
    expect(named({ title: 'Cook', text }, 4, 12)).toEqual([['telegram', 'goldenhr88', 'text', false]]);
    expect(named({ title: 'Telegram', text: 'goldenhr88' }, 0, 8)).toEqual([]);
    expect(named({ title: 'goldenhr88', text: 'Telegram' }, 10, 18)).toEqual([]);
    expect(contactsOf({ text }).contacts).toEqual([]);
  });

  it('is known by the field it stands in', () => {
    const { contacts } = contactsOf({ title: 'Ask t.me/golden_hr', poster: 'a@lake.example', text: 'b@lake.example' });
    const fields = contacts.map(({ field, raw }) => `${field} ${raw}`);
    expect(fields.toSorted()).toEqual(['poster a@lake.example', 'text b@lake.example', 'title t.me/golden_hr']);
  });

  it('hides the words inside of it, but no name of a service', () => {
    const { text, contacts } = contactsOf({ text: 'Work in bkk, ask t.me/design_bkk' });
    const unit = contacts[0]!.unit;
    const phrase = {
      kind: 'place',
      id: 0,
      from: unit + 9,
      to: unit + 11,
      language: 0,
      isDisguised: false,
      isWeak: false,
    } as FoundPhrase;
    const place = { ...phrase, from: 6, to: 9 };
    const channel = { ...phrase, kind: 'channel' } as FoundPhrase;
    expect(outsideContacts([place, phrase, channel], contacts, text)).toEqual([place, channel]);
    expect(outsideContacts([phrase], [], text)).toEqual([phrase]);
  });
});

describe('the mentions that are looked up', () => {
  const mentionsIn = (fields: Partial<JobPost>): string[] =>
    mentionsOf(post(fields), contactsOf(fields).contacts).map(
      ({ kind, value, field, quote }) => `${kind} ${value} in ${field}: ${quote}`,
    );

  it('are an e-mail address and its domain', () => {
    expect(mentionsIn({ text: 'Ask HR@Brightmere.com' })).toEqual([
      'email hr@brightmere.com in text: HR@Brightmere.com',
      'domain brightmere.com in text: HR@Brightmere.com',
    ]);
  });

  it('are a bare name as an account of four services', () => {
    const kinds = mentionsIn({ text: 'Ask @goldenhr' }).map((each) => each.split(' ')[0]);
    expect(new Set(kinds)).toEqual(new Set(['facebook', 'instagram', 'line', 'telegram']));
  });

  it('stand where the post has them', () => {
    const of = post({ text: 'Ask hr@brightmere.com or t.me/golden_hr', poster: 'Golden Lake', company: 'Brightmere' });
    const places = mentionsOf(of, contactsOf(of).contacts).map(({ kind, field, start, end }) => [
      kind,
      field,
      start,
      end,
    ]);
    expect(places).toEqual([
      ['email', 'text', 4, 21],
      ['domain', 'text', 4, 21],
      ['telegram', 'text', 25, 39],
      ['company', 'company', 0, 10],
      ['company', 'poster', 0, 11],
    ]);
  });

  it('are the same contact as often as it stands there, and once at each place', () => {
    const text = 'Ask t.me/golden_hr, t.me/golden_hr';
    const { contacts } = contactsOf({ text });
    expect(mentionsOf(post({ text }), [...contacts, ...contacts]).map(({ start }) => start)).toEqual([4, 20]);
  });

  it('are the company and the poster, and nothing twice', () => {
    expect(mentionsIn({ company: 'Golden Lake Ltd', poster: 'Golden Lake' })).toEqual([
      expect.stringMatching(/^company .* in company: Golden Lake Ltd$/u),
      expect.stringMatching(/^company .* in poster: Golden Lake$/u),
    ]);
    expect(mentionsIn({ text: 'no contact' })).toEqual([]);
  });

  it('are fingerprints of a long text, without its words', () => {
    expect(textMentions(post({ text: 'A short text' }), knowledge.fold)).toEqual([]);
    const text = 'We need typists in Poipet who can begin this week and bring their own passports along. '.repeat(4);
    const mentions = textMentions(post({ text }), knowledge.fold);
    expect(mentions.length).toBeGreaterThan(0);
    for (const each of mentions) expect(each).toMatchObject({ kind: 'text', start: 0, end: text.length, quote: '' });
  });
});
