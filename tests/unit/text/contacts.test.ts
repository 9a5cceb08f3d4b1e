import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findPostContacts } from '../../../utils/detect/contact-facts.ts';
import { findPhrases } from '../../../utils/detect/find-phrases.ts';
import { readPost } from '../../../utils/detect/post-text.ts';
import { detectLanguages } from '../../../utils/detect/detect-languages.ts';
import { smallKnowledge } from '../detect/small-knowledge.ts';
import { post } from '../detect/post.ts';

const knowledge = await smallKnowledge();

function contactsOf(text: string): { kind: string; raw: string; obfuscated: boolean; start: number; end: number }[] {
  const read = readPost(post({ text }), knowledge.fold);
  const { active } = detectLanguages(read.text, knowledge, null);
  return findPostContacts(read, findPhrases(read, knowledge, active), knowledge);
}

const contactLabels = (text: string): string[] => contactsOf(text).map(({ kind, raw }) => `${kind}:${raw}`);

describe('findContacts', () => {
  it.each([
    ['write to jobs@asokline.example today', ['email:jobs@asokline.example']],
    ['Accountant with B.Com/M.com, B.Tech or M.Sc, knows ASP.NET', []],
    ['It is a good job.No fee', []],
    ['see https://b.com/jobs', ['domain:b.com/jobs']],
    ['see www.asokline.example/jobs.', ['domain:www.asokline.example/jobs']],
    ['t.me/w3growth_ng', ['telegram:t.me/w3growth_ng']],
    ['https://wa.me/66812345678', ['whatsapp:wa.me/66812345678']],
    ['Telegram: @river_queen', ['telegram:@river_queen']],
    ['tele @river_queen', ['telegram:@river_queen']],
    ['Tеlе: @truc_page', ['telegram:@truc_page']],
    ['飞机：xy_talent88', ['telegram:xy_talent88']],
    ['微信 xy_tong0419', ['wechat:xy_tong0419']],
    ['LINE ID: fern_cast55', ['line:fern_cast55']],
    ['Zalo 0912 345 678', ['zalo:0912 345 678', 'phone:0912 345 678']],
    ['call +855 12 345 678', ['phone:+855 12 345 678']],
    ['W A 0 8 1 2 - 3 4 5 6 - 7 8 9 0', ['phone:0 8 1 2 - 3 4 5 6 - 7 8 9 0']],
    ['hr (at) asokline (dot) example', ['email:hr@asokline.example']],
  ])('finds those in %s', (text, expected) => {
    const all = contactLabels(text);
    for (const each of expected) expect(all).toContain(each);
  });

  it.each([
    'Salary 12.000.000 - 15.000.000 VND',
    'from 2024-11-25 to 2025-01-31',
    'THB 60,000–75,000 a month',
    'more than 1000000 users',
    'Report to the manager. The team is good.',
    'we use Node.js and Vue.js',
  ])('sees none in "%s"', (text) => {
    expect(contactLabels(text)).toEqual([]);
  });

  it('marks a contact that was obfuscated to evade filters', () => {
    expect(contactsOf('W A 0 8 1 2 - 3 4 5 6 - 7 8 9 0').some(({ obfuscated }) => obfuscated)).toBe(true);
    expect(contactsOf('hr (at) asokline (dot) example').some(({ obfuscated }) => obfuscated)).toBe(true);
    expect(contactsOf('call +855 12 345 678').some(({ obfuscated }) => obfuscated)).toBe(false);
  });

  it('never throws and returns spans inside the text', () => {
    const piece = fc.constantFrom(
      '@',
      '.',
      't.me/',
      ' tele ',
      '09',
      '(at)',
      '+',
      '电报',
      'a',
      '\n',
      '🔥',
      'x_y',
      ' dot ',
    );
    fc.assert(
      fc.property(
        fc.array(fc.oneof(piece, fc.string({ unit: 'binary', maxLength: 4 })), { maxLength: 30 }),
        (pieces) => {
          const text = pieces.join('');
          for (const { start, end } of contactsOf(text)) {
            expect(start).toBeGreaterThanOrEqual(0);
            expect(end).toBeGreaterThan(start);
            expect(end).toBeLessThanOrEqual(text.length);
          }
        },
      ),
    );
  });
});
