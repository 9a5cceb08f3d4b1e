import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { JobPostSchema } from '../../../utils/model/job-post.ts';
import type { Verdict } from '../../../utils/model/verdict.ts';
import { answerLicences } from '../../../utils/register/answer-licences.ts';
import { applyLicences } from '../../../utils/register/apply-licences.ts';
import { encodeRegister } from '../../../utils/register/register-file.ts';
import { openRegister } from '../../../utils/register/register.ts';

const NAME = 'Amber Gate Overseas Ltd.';
const text = encodeRegister(
  { country: 'BD', register: 'BMET', source: 'https://example.org', asOf: '2026-11-20', expiresOn: '2027-01-19' },
  [
    {
      name: NAME,
      number: 'RL-456',
      status: 'valid',
      validUntil: '2026-12-31',
      address: 'Dhaka',
      tradeNames: [],
      contacts: ['phone:+8801712345678', 'email:info@ambergate.example.com'],
      jobOrders: [],
    },
  ],
);
const register = openRegister(new TextEncoder().encode(text));
const PHONE = { kind: 'phone', value: '+8801712345678' } as const;

const answer = (
  words: string,
  { today = '2026-11-28', contacts = [PHONE] as { kind: 'phone'; value: string }[], added = false } = {},
) =>
  answerLicences(v.parse(JobPostSchema, { id: '', text: words }), [{ register, isSubscribed: added }], {
    contacts: () => contacts,
    today,
  });

describe('answerLicences', () => {
  it('calls a licence valid on its last day and expired on the next', () => {
    expect(answer(`${NAME}, RL-456`, { today: '2026-12-31' })[0]?.status).toBe('valid');
    expect(answer(`${NAME}, RL-456`, { today: '2027-01-01' })[0]?.status).toBe('expired');
  });

  it('says that a register is too old instead of "valid"', () => {
    const words = `${NAME}, RL-456`;
    const old = openRegister(new TextEncoder().encode(text.replace('2027-01-19', '2026-11-27')));
    const post = v.parse(JobPostSchema, { id: '', text: words });
    const options = { contacts: () => [], today: '2026-11-28' };
    expect(answerLicences(post, [{ register: old, isSubscribed: false }], options)[0]?.status).toBe('outdated');
  });

  it('gives the words of the post with their offsets, and the agency of the register', () => {
    const words = `Jobs. ${NAME}, RL-456`;
    const [found] = answer(words);
    expect(words.slice(found?.start, found?.end)).toBe('RL-456');
    expect(found?.agency).toEqual({ name: NAME, number: 'RL-456', validUntil: '2026-12-31', address: 'Dhaka' });
  });

  it('answers a name without a number, and nothing for other texts', () => {
    expect(answer('Amber Gate Overseas is hiring')[0]?.status).toBe('number-missing');
    expect(answer('Cook wanted in Dhaka, 2,000 a month')).toEqual([]);
  });

  it('does not take a name that only holds the name of the agency for it', () => {
    expect(answer('New Amber Gate Overseas Ltd., RL-456')[0]?.status).not.toBe('valid');
    expect(answer('Lotus Link Manpower, partner of Amber Gate Overseas Ltd., RL-456')[0]?.status).toBe('other-name');
  });

  it('says whether every contact is one of the agency', () => {
    expect(answer(`${NAME}, RL-456`)[0]?.contactAgrees).toBe(true);
    const other = { kind: 'phone', value: '+8801799999999' } as const;
    expect(answer(`${NAME}, RL-456`, { contacts: [PHONE, other] })[0]?.contactAgrees).toBe(false);
    expect(answer(`${NAME}, RL-456`, { contacts: [] })[0]?.contactAgrees).toBeNull();
  });

  it('compares telephone numbers without the code of the country too', () => {
    expect(answer(`${NAME}, RL-456, 01712-345678`, { contacts: [] })[0]?.contactAgrees).toBe(true);
    expect(answer(`${NAME}, RL-456, 01799-999999`)[0]?.contactAgrees).toBe(false);
  });
});

describe('answerLicences on categories of JTKSM', () => {
  const agency = { status: 'valid', validUntil: null, address: '' } as const;
  const info = {
    country: 'MY',
    register: 'JTKSM',
    source: 'https://example.org',
    asOf: '2026-11-20',
    expiresOn: '2027-01-19',
  };
  const open = (...numbers: string[]) =>
    openRegister(
      new TextEncoder().encode(
        encodeRegister(
          info,
          numbers.map((number) => ({
            ...agency,
            name: `Agensi Pekerjaan Amber ${number.endsWith('A') ? 'Tide' : 'Gate'} Sdn. Bhd.`,
            number,
            tradeNames: [],
            contacts: [],
            jobOrders: [],
          })),
        ),
      ),
    );
  const status = (words: string, ...numbers: string[]) =>
    answerLicences(
      v.parse(JobPostSchema, { id: '', text: words }),
      [{ register: open(...numbers), isSubscribed: false }],
      {
        contacts: () => [],
        today: '2026-11-28',
      },
    )[0]?.status;
  const GATE = 'Agensi Pekerjaan Amber Gate Sdn Bhd';

  it.each([
    ['the same letter is valid', `${GATE}, JTKSM 0123C`, ['JTKSM 0123C'], 'valid'],
    ['another letter is another licence', `${GATE}, JTKSM 0123A`, ['JTKSM 0123C'], 'not-in-register'],
    ['another letter with a hyphen too', `${GATE}, JTKSM 0123-a`, ['JTKSM 0123C'], 'not-in-register'],
    ['a number without a letter may be of any category', `${GATE}, JTKSM 0123.`, ['JTKSM 0123C'], 'valid'],
    ['a list without letters knows no category', `${GATE}, JTKSM 0123A`, ['0123'], 'valid'],
    ['a word behind the number is no category', `${GATE}, JTKSM 0123 a new office`, ['JTKSM 0123C'], 'valid'],
    ['the letter chooses between two agencies', `${GATE}, JTKSM 0123A`, ['JTKSM 0123A', 'JTKSM 0123C'], 'other-name'],
  ])('%s', (_title, words, numbers, expected) => {
    expect(status(words, ...numbers)).toBe(expected);
  });
});

describe('applyLicences', () => {
  const OFFER = { isAwarenessText: false };
  const WARNING = { isAwarenessText: true };
  const verdict = (level: Verdict['level'], kind: Verdict['kind']): Verdict => ({
    level,
    kind,
    score: 0.5,
    language: 'en',
    reasons: [],
  });

  it('lowers the level by one step for a valid licence whose contact agrees', () => {
    const lowered = applyLicences(verdict('caution', 'job-scam'), answer(`${NAME}, RL-456`), OFFER);
    expect(lowered).toMatchObject({
      level: 'none',
      kind: null,
      reasons: [{ id: 'licence-valid', severity: 'mitigating' }],
    });
  });

  it('lowers nothing for another contact, a listed recruiter, or a register of an added channel', () => {
    const other = answer(`${NAME}, RL-456`, { contacts: [{ kind: 'phone', value: '+8801799999999' }] });
    expect(applyLicences(verdict('caution', 'job-scam'), other, OFFER).level).toBe('caution');
    expect(applyLicences(verdict('danger', 'listed'), answer(`${NAME}, RL-456`), OFFER).level).toBe('danger');
    const added = answer(`${NAME}, RL-456`, { added: true });
    expect(applyLicences(verdict('danger', 'lure'), added, OFFER).level).toBe('danger');
  });

  it('makes a caution of a number that belongs to another name, and only in an offer', () => {
    const clone = answer('Lotus Link Manpower, RL-456');
    expect(applyLicences(verdict('none', null), clone, OFFER)).toMatchObject({
      level: 'caution',
      kind: 'job-scam',
      reasons: [{ id: 'licence-other-name', severity: 'moderate', quote: 'RL-456' }],
    });
    expect(applyLicences(verdict('none', null), clone, WARNING).level).toBe('none');
    expect(applyLicences(verdict('none', 'held'), clone, OFFER).level).toBe('none');
  });

  it('leaves a verdict without answers as it is, and asks nothing about the post', () => {
    const same = verdict('none', null);
    const analysis = {
      get isAwarenessText(): boolean {
        throw new Error('the whole post is searched for this');
      },
    };
    expect(applyLicences(same, [], analysis)).toBe(same);
  });
});
