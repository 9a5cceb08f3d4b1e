import { describe, expect, it } from 'vitest';
import { linkFacts } from '../../../components/check/link-facts.ts';
import { resultKey } from '../../../components/check/result-key.ts';
import { reasonsHeadingKey } from '../../../components/check/reasons-heading-key.ts';
import { buildShareCard, shareCardText } from '../../../components/check/share-card.ts';
import { urgentContacts } from '../../../components/check/urgent-contacts.ts';
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

describe('urgentContacts', () => {
  it('gives at least one number or address with and without a place', () => {
    for (const places of [[], [myawaddy]]) {
      const contacts = urgentContacts(help, places);
      expect(contacts.some(({ entry }) => (entry.number ?? entry.email ?? entry.url) !== undefined)).toBe(true);
    }
  });
});

describe('buildShareCard', () => {
  it('names whom to call, what to send and the contact of the recruiter', () => {
    const result = resultOf(
      { kind: 'held' },
      { places: [myawaddy], contacts: [{ kind: 'phone', raw: '+95 9 555 0142' }] },
    );
    const data = { questions: null, help, outlines: null, hasList: false };
    const text = shareCardText(
      buildShareCard({ pasted: 'myawaddy', result, data, name: 'JobLantern', today: '2026-11-28' }, words),
    );
    expect(text).toContain('It sounds as if somebody is held.');
    expect(text).toContain('The place: live location');
    expect(text).toContain('+95 9 555 0142');
    expect(text).not.toContain('written contract');
  });
});
