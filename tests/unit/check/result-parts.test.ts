import { describe, expect, it } from 'vitest';
import { linkFacts } from '../../../components/check/link-facts.ts';
import { resultKey } from '../../../components/check/result-key.ts';
import { reasonsHeadingKey } from '../../../components/check/reasons-heading-key.ts';
import { buildShareCard, shareCardText } from '../../../components/check/share-card.ts';
import { placeOfHeld, urgentContacts } from '../../../components/check/urgent-contacts.ts';
import type { HelpContact } from '../../../components/help/HelpEntryItem.tsx';
import { urgentNote } from '../../../components/check/urgent-heading.ts';
import { countriesOf, OTHER_COUNTRY } from '../../../components/help/choose-help.ts';
import { compileHelp } from '../../../tools/knowledge/help.ts';
import type { CheckResult } from '../../../utils/check/check-text.ts';
import { createTranslator, loadBundle } from '../../../utils/i18n/messages.ts';
import type { Messages } from '../../../utils/i18n/message-types.ts';
import type { Help } from '../../../utils/model/help.ts';
import type { Reason, Verdict } from '../../../utils/model/verdict.ts';
import { readFileSync } from 'node:fs';

const files = await compileHelp('knowledge');
const help = JSON.parse(new TextDecoder().decode(files['help.json'])) as Help;
const words = createTranslator(
  await loadBundle(['en'], async (tag) => JSON.parse(readFileSync(`public/messages/${tag}.json`, 'utf8')) as Messages),
);

const resultOf = (verdict: Partial<Verdict>, more: Partial<CheckResult> = {}): CheckResult => ({
  verdict: { level: 'none', kind: null, score: 0, language: 'en', reasons: [], ...verdict },
  style: null,
  messages: [],
  senders: [],
  marks: [],
  places: [],
  contacts: [],
  truncated: false,
  ...more,
});

const myawaddy = {
  id: 'myawaddy',
  kind: 'compound',
  country: 'MM',
  coordinates: [16.69, 98.51],
  start: 0,
  end: 8,
} as const;

describe('linkFacts', () => {
  it.each([
    ['domain', 'bit.ly/3xYz', [{ key: 'link.short', brand: '' }]],
    ['domain', 'amaz0n-jobs-hiring.xyz', [{ key: 'link.look-alike', brand: 'Amazon' }]],
    ['domain', 'www.amazon.com', []],
    ['domain', 'asokline.example', []],
    ['telegram', 't.me/hr_anna', [{ key: 'link.chat', brand: '' }]],
  ] as const)('says of a %s %s: %j', (kind, raw, expected) => {
    expect(linkFacts([{ kind, raw }])).toEqual(expected);
  });
});

describe('resultKey', () => {
  it('calls a conversation a chat and a single text a post', () => {
    expect(resultKey(resultOf({ level: 'danger', kind: 'lure' }))).toBe('level.danger.lure');
    expect(resultKey(resultOf({ level: 'danger', kind: 'lure' }, { style: 'whatsapp' }))).toBe(
      'level.danger.lure.chat',
    );
  });

  it('has answers of their own for cries for help and texts that say too little', () => {
    expect(resultKey(resultOf({ kind: 'held' }))).toBe('level.held');
    expect(resultKey(resultOf({ kind: 'too-little' }))).toBe('level.too-little');
  });
});

describe('reasonsHeadingKey', () => {
  it('never shows a strong reason as common in honest offers', () => {
    const reason = {
      id: 'fee-upfront',
      severity: 'strong',
      field: 'text',
      quote: null,
      start: null,
      end: null,
    } as Reason;
    expect(reasonsHeadingKey(resultOf({ reasons: [reason] }).verdict)).toBe('check.why');
    expect(reasonsHeadingKey(resultOf({ reasons: [{ ...reason, severity: 'weak' }] }).verdict)).toBe('check.weak');
  });
});

/** Contacts in the order in which the card shows them. */
const contactsFor = (where: string, passport = ''): HelpContact[] =>
  urgentContacts(help, where, passport).flatMap(({ contacts }) => contacts);
const numbersFor = (where: string, passport = ''): (string | undefined)[] =>
  contactsFor(where, passport).map(({ entry }) => entry.number);

describe('placeOfHeld', () => {
  it('is the country of the compound, or unknown where the text or the help data names none', () => {
    expect(placeOfHeld(help, [{ ...myawaddy, id: 'mae-sot', kind: 'border', country: 'TH' }, myawaddy])).toBe('MM');
    expect(placeOfHeld(help, [])).toBe('');
    expect(placeOfHeld(help, [{ ...myawaddy, id: 'oecusse', country: 'TL' }])).toBe('');
    expect(placeOfHeld(null, [myawaddy])).toBe('');
  });
});

describe('urgentContacts', () => {
  it('shows for Myawaddy the Thai lines before the police that do not reach it', () => {
    expect(numbersFor('MM').slice(0, 3)).toEqual(['1300', '1599', '199']);
  });

  it('shows first a contact that works from the place, by its own data and note', () => {
    for (const where of ['', OTHER_COUNTRY, ...countriesOf(help)]) {
      const [first] = contactsFor(where);
      const isNear = (help.international.neighbours[where] ?? []).includes(first?.country ?? '');
      expect(first?.country === where || isNear || first?.entry.reach === 'abroad', where).toBe(true);
      expect(first?.entry.note?.en ?? '', where).not.toMatch(/does not reach/u);
      expect(first?.entry.number ?? first?.entry.url, where).toBeDefined();
    }
  });

  it('says of the lines of a country nearby how they are reached, and only of them', () => {
    const notes = urgentContacts(help, 'MM', 'PH').map((group) => [group.kind, urgentNote(group)]);
    expect(notes).toEqual([
      ['own', null],
      ['nearby', 'help.nearby.how'],
      ['local', null],
      ['international', null],
    ]);
  });

  it('shows the embassy of the passport first, and lines of home that work from the place', () => {
    expect(numbersFor('MM', 'PH').slice(0, 4)).toEqual(['+95-998-521-0991', '+63-2-1343', '1300', '1599']);
    expect(numbersFor('MM', 'IN')[0]).toBe('+66-618819218');
    expect(numbersFor('KH', 'KR').slice(0, 2)).toEqual(['+82-2-3210-0404', '117']);
  });

  it('shows without a place what can be called from everywhere, and never a line of one country alone', () => {
    expect(contactsFor('').map(({ country }) => country)).toEqual(['', '', '']);
    expect(numbersFor('', 'NG')[0]).toBe('+234-7030000203');
    expect(contactsFor('', 'TH').every(({ entry }) => entry.reach === 'abroad')).toBe(true);
  });

  it('stays short, and always names an organisation that works across borders', () => {
    for (const where of ['', ...countriesOf(help)]) {
      for (const passport of ['', ...countriesOf(help)]) {
        const contacts = contactsFor(where, passport);
        expect(contacts.length).toBeLessThanOrEqual(6);
        expect(contacts.at(-1)?.country).toBe('');
        // The same contact is never shown twice
        expect(new Set(contacts.map(({ entry }) => entry)).size).toBe(contacts.length);
      }
    }
  });
});

describe('buildShareCard', () => {
  const cardFor = (where: string, kind: Verdict['kind'] = 'held'): string => {
    const result = resultOf({ kind }, { places: [myawaddy], contacts: [{ kind: 'phone', raw: '+95 9 555 0142' }] });
    const data = { questions: null, help, outlines: null, hasList: false };
    const held = { where, passport: '' };
    return shareCardText(
      buildShareCard({ pasted: 'myawaddy', result, held, data, name: 'JobLantern', today: '2026-11-28' }, words),
    );
  };

  it('names whom to call, what to send and the contact of the recruiter', () => {
    const text = cardFor('MM');
    expect(text).toContain('It sounds as if somebody is held.');
    expect(text).toContain('The place: live location');
    expect(text).toContain('+95 9 555 0142');
    expect(text).not.toContain('written contract');
  });

  it('names the country of each number, how it is reached and what it does not reach', () => {
    const text = cardFor('MM');
    expect(text).toMatch(/Numbers in Thailand\n.*1300.*\n.*1599.*\n- These numbers work only on a phone network/u);
    expect(text).toMatch(/Numbers in Myanmar.*\n.*199.*does not reach the compounds/u);
  });

  it('has the steps for Cambodia, where its contact asks for them', () => {
    expect(cardFor('KH')).toMatch(/Report it yourself in Cambodia\n- Report yourself/u);
    expect(cardFor('KH')).toContain('not yet tried by us. Source: 0404.go.kr');
    expect(cardFor('KH', 'lure')).not.toContain('Report it yourself');
  });

  it('says of a number that only Telegram reaches it', () => {
    expect(cardFor('KH')).toContain('National police on Telegram\u2069: \u2068Telegram +855-979-117-117\u2069');
  });

  it('keeps the sign of a name before it, also between words that run from right to left', () => {
    const reason = {
      id: 'other',
      severity: 'strong',
      field: 'text',
      quote: 'راسلني @anna_hr أو hr@mail.example',
      start: null,
      end: null,
      source: '',
    } as const;
    const result = resultOf({ kind: 'lure', level: 'danger', reasons: [reason] }, {});
    const data = { questions: null, help, outlines: null, hasList: false };
    const card = buildShareCard(
      { pasted: '', result, held: { where: '', passport: '' }, data, name: 'JobLantern', today: '2026-11-28' },
      words,
    );
    expect(shareCardText(card)).toContain('\u2068“راسلني \u2066@anna_hr\u2069 أو \u2066hr@mail.example\u2069”\u2069');
  });

  it('keeps the sign before the name of an account in a note of a contact, too', () => {
    expect(cardFor('TH')).toContain('\u2066@HUMANTRAFFICKTH\u2069');
  });

  it('names organisations where no number is known', () => {
    expect(cardFor('')).toContain('thailand.iom.int');
  });
});
