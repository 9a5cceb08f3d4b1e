import { describe, expect, it } from 'vitest';
import { compileFoldTable, foldTableOf } from '../../../tools/knowledge/fold-table.ts';
import { readPost } from '../../../utils/detect/post-text.ts';
import { THRESHOLDS } from '../../../utils/detect/thresholds.ts';
import { isOneTimeCode, isTooLittle } from '../../../utils/detect/too-little.ts';
import type { JobPost } from '../../../utils/model/job-post.ts';
import { post } from './post.ts';

const table = foldTableOf(compileFoldTable());
const read = (of: Partial<JobPost>) => readPost(post(of), table);

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

describe('the bounds of a text that is too little', () => {
  const isLittle = (text: string): boolean => isTooLittle(post({ text }), read({ text }).text);

  it.each<[string, string, boolean]>([
    ['eight letters in three words', 'ab ice tea', true],
    ['nine letters in three words', 'abc ice tea', false],
    ['ten letters in two words', 'hiring chef', true],
    ['eleven letters in two words', 'hiring chefs', false],
    ['ten letters in two words, with a number to call', 'hiring chef 09711', false],
    ['ten letters in two words, with a short number', 'hiring chef 0971', true],
    ['ten letters in two words, with an account', 'hiring chef @abc', false],
    ['ten letters in two words, with a link', 'hiring chef https://abc.example', false],
    ['one long word', 'congratulationsss', true],
    ['four ideographs', '招聘打字', true],
    ['five ideographs', '招聘打字员', false],
    ['three syllables of Hangul', '고객상', true],
    ['four syllables of Hangul', '고객상담', false],
    ['eight letters of Thai', 'งานรายวน', true],
    ['nine letters of Thai', 'งานรายวนน', false],
    ['one vowel in seven letters', 'bcdfgha kl', true],
    ['words with vowels', 'banana cakes', false],
    ['three letters over and over', 'abcabcabc abc', true],
    ['four letters over and over', 'abedabed abed', false],
    ['capitals of three letters', 'ABCabc ABCabc', true],
    ['noise of another script is not known', 'бвгджз клмнпр', false],
    ['an account with a sign of another service', '加微 goldenlake99', true],
    ['an account in a long text', `line id: ${'goldenlake'.repeat(5)}`, false],
  ])('%s ("%s"): %s', (_name, text, little) => {
    expect(isLittle(text)).toBe(little);
  });

  it('counts no code in a long message, and no message of 300 letters and more', () => {
    const code = 'Your code is 482913.';
    const words = (letters: number): string => `${code} ${'abcde '.repeat(letters / 5)}`;
    expect(isLittle(words(100))).toBe(true);
    expect(isLittle(words(110))).toBe(false);
    expect(isOneTimeCode(post({ text: words(105) }))).toBe(true);
    expect(isOneTimeCode(post({ text: words(110) }))).toBe(false);
    expect(isOneTimeCode(post({ text: `${code}${' .'.repeat(139)}` }))).toBe(true);
    expect(isOneTimeCode(post({ text: `${code}${' .'.repeat(141)}` }))).toBe(false);
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
  ])('is read in %j: %s', (text, isCode) => {
    expect(isOneTimeCode(post({ text }))).toBe(isCode);
  });
});
