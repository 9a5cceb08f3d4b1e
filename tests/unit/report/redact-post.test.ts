import { JSDOM } from 'jsdom';
import { describe, expect, it } from 'vitest';
import { capText, MAX_TEXT_UNITS } from '../../../utils/model/cap-text.ts';
import { collectReaderData } from '../../../utils/report/collect-reader-data.ts';
import { redactPost } from '../../../utils/report/redact-post.ts';
import { EMPTY_READER_DATA } from '../../../utils/report/reader-data.ts';
import { RECRUITER } from './planted-pages.ts';
import { postWith } from './planted-report.ts';

describe('redactPost', () => {
  it('changes nothing in a post that shows nothing of the reader', () => {
    const post = postWith({ contacts: Object.values(RECRUITER) });
    expect(redactPost(post, EMPTY_READER_DATA)).toEqual({ post, taken: [] });
    const self = {
      ...EMPTY_READER_DATA,
      names: ['Nadia Testerova'],
      emails: ['n@mail.example'],
      phones: ['+66 81 234 5678'],
    };
    expect(redactPost(post, self)).toEqual({ post, taken: [] });
  });

  it('leaves a recruiter who shares the reader’s first name their accounts', () => {
    const text = 'Write to @Nadia_hr, t.me/Nadia, Nadia@goldenlake-jobs.example or ask for Nadia';
    const { post, taken } = redactPost(postWith({ text }), { ...EMPTY_READER_DATA, names: ['Nadia Testerova'] });
    expect(post.text).toBe('Write to @Nadia_hr, t.me/Nadia, Nadia@goldenlake-jobs.example or ask for […]');
    expect(taken).toEqual(['name']);
  });

  it('tells what it took, by kind', () => {
    const self = {
      names: ['Nadia Testerova'],
      emails: ['n@mail.example'],
      phones: ['0812345678'],
      accounts: ['nadia-4b2'],
      secrets: ['s3cretvalue'],
    };
    const text = 'nadia testerova N@mail.example +66 (81) 234-5678 nadia-4b2 s3cretvalue';
    const { post, taken } = redactPost(postWith({ text }), self);
    expect(post.text.replaceAll('[…]', '').trim()).toBe('');
    expect(taken.sort()).toEqual(['account', 'email', 'key', 'name', 'phone']);
  });

  const NADIA = {
    names: ['Nadia', 'Nadia Testerova'],
    emails: ['n@mail.example'],
    phones: ['0812345678'],
    accounts: ['kiosk-4b2'],
    secrets: ['s3cretvalue'],
  };
  it.each([
    ['an address in an encoded link', 'n%40mail.example', '[…]'],
    ['an address written with (at)', 'n (at) mail.example', '[…]'],
    ['the end of another address', 'an@mail.example', 'an@mail.example'],
    ['the beginning of another address', 'n@mail.examples', 'n@mail.examples'],
    ['a number with its country and area', 'call +66 (0)81-234-5678 now', 'call […] now'],
    ['the beginning of a longer number', 'no. 08123456789', 'no. 08123456789'],
    ['an account with its sign', 'by @kiosk-4b2.', 'by […].'],
    ['the beginning of another account', 'kiosk-4b2x', 'kiosk-4b2x'],
    ['the end of another account', 'xkiosk-4b2', 'xkiosk-4b2'],
    ['a secret', 'id s3cretvalue.', 'id […].'],
    ['a secret in other letters', 'S3CRETVALUE', 'S3CRETVALUE'],
    ['the whole name, as one', 'for Nadia Testerova only', 'for […] only'],
    ['the surname first', 'for Testerova, Nadia only', 'for […] only'],
    ['the name with a line break in it', 'for nadia\n testerova only', 'for […] only'],
    ['the name in an encoded link', 'for Nadia%20Testerova only', 'for […] only'],
    ['the surname in capitals', 'Mrs TESTEROVA', 'Mrs […]'],
    ['the name in the address of a profile', 'see b.example/in/nadia-testerova/', 'see b.example/in/[…]/'],
    ['the name in an account', 'by @nadia_testerova', 'by @[…]'],
    ['the first name in an account', 'by @nadia', 'by @nadia'],
    ['a secret in an address', 'b.example/s3cretvalue/x', 'b.example/[…]/x'],
    ['a number in the address of a chat', 'https://wa.me/66812345678', 'https://wa.me/[…]'],
    ['a word that begins with the surname', 'Testerovas', 'Testerovas'],
    ['a word that ends with the first name', 'AnnaNadia', 'AnnaNadia'],
  ])('redacts or keeps %s', (_case, text, expected) => {
    expect(redactPost(postWith({ text }), NADIA).post.text).toBe(expected);
  });

  it('leaves words that are written like a part of the name, in small letters', () => {
    const self = { ...EMPTY_READER_DATA, names: ['Grace Hope'] };
    const text = 'We hope that Hope comes. HOPE is late. grace period';
    expect(redactPost(postWith({ text }), self).post.text).toBe('We hope that […] comes. […] is late. grace period');
  });

  it('leaves a name in an address of up to 300 letters before it, and in an account', () => {
    const self = { ...EMPTY_READER_DATA, names: ['Nadia Testerova'] };
    const textOf = (text: string): string => redactPost(postWith({ text }), self).post.text;
    for (const text of ['hr.Nadia@lake.example', 'https://lake.example/Nadia', 'lake.example/Nadia', '@Nadia-hr'])
      expect(textOf(text), text).toBe(text);
    expect(textOf('Nadia, hr@lake.example')).toBe('[…], hr@lake.example');
    const far = (units: number): string => `https://b.example/${'a'.repeat(units - 19)}/Nadia`;
    expect(textOf(far(300))).toBe(far(300));
    expect(textOf(far(330))).toBe(far(330).replace('Nadia', '[…]'));
  });

  it('drops a contact of which two letters or fewer are left', () => {
    const self = { ...EMPTY_READER_DATA, emails: ['n@mail.example'] };
    const contacts = ['n@mail.example', 'n@mail.example hr', 'n@mail.example hr7', 'hr'];
    expect(redactPost(postWith({ contacts }), self).post.contacts).toEqual(['[…] hr7']);
  });

  it('finds a name in both Unicode forms', () => {
    const self = { ...EMPTY_READER_DATA, names: ['Zoë Müller'.normalize('NFC')] };
    const text = `${'Zoë Müller'.normalize('NFD')} and ${'Zoë Müller'.normalize('NFC')}`;
    expect(redactPost(postWith({ text }), self).post.text).toBe('[…] and […]');
  });

  it('finds a name inside a text of a script without spaces', () => {
    const self = { ...EMPTY_READER_DATA, names: ['王小明'] };
    expect(redactPost(postWith({ text: '请联系王小明面试' }), self).post.text).toBe('请联系[…]面试');
  });

  it('finds a name of two letters, and one of three words with the last word first', () => {
    const self = { ...EMPTY_READER_DATA, names: ['李娜', 'Maria Del Castillo'] };
    const text = '请联系李娜面试, Castillo, Maria Del';
    expect(redactPost(postWith({ text }), self).post.text).toBe('请联系[…]面试, […]');
  });

  it('says that it removed a key which a page shows and the reader’s data do not hold', () => {
    const { post, taken } = redactPost(postWith({ text: 'session=abc123def456' }), EMPTY_READER_DATA);
    expect(post.text).toBe('session=[…]');
    expect(taken).toEqual(['key']);
  });

  it('cuts a text that is too long for a report, and no other field', () => {
    const long = 'work '.repeat(MAX_TEXT_UNITS / 4);
    const { post } = redactPost(postWith({ text: long, title: long }), EMPTY_READER_DATA);
    expect(post.text).toBe(capText(long));
    expect(post.text.length).toBeLessThan(long.length);
    expect(post.title).toBe(long);
  });

  it('ignores values of a single letter', () => {
    const self = { names: ['N'], emails: ['n'], phones: ['+'], accounts: ['n'], secrets: ['n'] };
    const post = postWith({ text: 'N n + offers' });
    expect(redactPost(post, self)).toEqual({ post, taken: [] });
  });

  it('cleans every field, empties a poster that was the reader, and drops only the contacts that were', () => {
    const field = 'ask Nadia Testerova';
    const post = postWith({
      title: field,
      company: field,
      location: field,
      salary: field,
      text: field,
      poster: 'Nadia Testerova',
      contacts: ['n@mail.example', '@other_recruiter'],
    });
    const clean = 'ask […]';
    expect(redactPost(post, NADIA).post).toEqual({
      ...post,
      title: clean,
      company: clean,
      location: clean,
      salary: clean,
      text: clean,
      poster: '',
      contacts: ['@other_recruiter'],
    });
    expect(redactPost({ ...post, poster: field }, NADIA).post.poster).toBe(clean);
  });
});

function gather(html: string): ReturnType<typeof collectReaderData> {
  const { document } = new JSDOM(html, { url: 'https://board.example/' }).window;
  return collectReaderData(document, document.querySelector('#post'), '');
}

describe('gatherSelf', () => {
  it('takes a page’s navigation for nobody', () => {
    const { names, ...rest } = gather(
      `<header class="menu"><img alt="Company logo"><a class="user-menu" href="/login">Sign in</a><a class="account" href="/account">My Account</a>
       <a class="profile" href="/profile/edit">Việc Làm</a><a class="user-link">Công Ty</a><button aria-label="Account menu">Menu</button>
       <button class="account">บัญชี</button><a class="member">会員</a><a class="user">個人資料</a><a href="/employers" class="account-link">For Employers</a></header>`,
    );
    expect(names).toEqual([]);
    expect(rest).toEqual({ emails: [], phones: [], accounts: [], secrets: [] });
  });

  it('never takes the poster in the post, or an agency’s contact line, for the reader', () => {
    const self = gather(
      `<header><span class="contact">Call us +855 97 111 2223, hr@goldenlake-jobs.example</span></header>
       <main><article id="post"><div class="user-profile"><img class="avatar" alt="Lin Chan"><a class="profile" href="/in/lin-chan">Lin Chan</a></div>
       Hello, my name is Lin. hr@goldenlake-jobs.example <input type="hidden" name="recruiterEmail" value="hr@goldenlake-jobs.example"></article></main>`,
    );
    expect(self).toEqual(EMPTY_READER_DATA);
  });
});
