import { describe, expect, it } from 'vitest';
import { cleanText, cleanUrl } from '../../../utils/report/clean-text.ts';

const KEY = 'a1b2c3d4e5f6a7b8c9d0';

describe('an address in a text', () => {
  it.each([
    ['tracking', 'https://b.example/j?jk=7&utm_source=x', 'https://b.example/j?jk=7'],
    ['its only parameter', 'https://b.example/j?sid=abc', 'https://b.example/j'],
    ['an empty parameter', 'https://b.example/j?&jk=7', 'https://b.example/j?jk=7'],
    ['a name and password', 'https://nadia:pw@b.example/j', 'https://b.example/j'],
    ['a session in its path', 'https://b.example/j;jsessionid=AB12/x', 'https://b.example/j/x'],
    ['a web token in its path', 'https://b.example/r/eyJ0123456789ab.cd', 'https://b.example/r/[…]'],
    ['a fragment of parameters', 'https://b.example/j#id_hint=nadia', 'https://b.example/j'],
    ['a fragment that is a key', `https://b.example/j#${KEY}`, 'https://b.example/j'],
    ['an empty fragment', 'https://b.example/j#', 'https://b.example/j'],
    ['a parameter whose value is a key', `https://b.example/j?q=${KEY}`, 'https://b.example/j'],
    ['a key in a parameter for chats', `tg://resolve?domain=hr_lake&start=${KEY}`, 'tg://resolve?domain=hr_lake'],
    [
      'a key in the text of a message to a web address',
      `https://b.example/mailto:x?body=${KEY}`,
      'https://b.example/mailto:x',
    ],
    ['tracking in an address without scheme', 'b.example/j?jk=7&fbclid=x', 'b.example/j?jk=7'],
    ['a token beside the text of a mail', 'mailto:hr@lake.example?subjecttoken=7', 'mailto:hr@lake.example'],
  ])('loses %s', (_case, address, expected) => {
    expect(cleanText(`See ${address}, now.`)).toBe(`See ${expected}, now.`);
  });

  it.each([
    ['a path and what names the post', 'https://b.example/viewjob/39123?jk=7&page=2'],
    ['a short fragment', 'https://b.example/j#apply'],
    ['an at sign in its path', 'https://b.example/@hr_lake'],
    ['a semicolon without value', 'https://b.example/j;x/y'],
    ['the number of a chat', 'whatsapp://send?phone=66812345678'],
    ['the account and invitation of a chat', 'tg://resolve?domain=hr_lake&start=job7'],
    ['what a mail says, however long', `mailto:hr@lake.example?subject=${KEY}&body=${KEY}&cc=${KEY}`],
    ['a parameter that is no good percent code', 'https://b.example/j?q=%zz'],
    ['a parameter without name', 'https://b.example/j?=token'],
    ['a parameter without value', 'https://b.example/j?remote'],
  ])('keeps %s', (_case, address) => {
    expect(cleanText(`See ${address}, now.`)).toBe(`See ${address}, now.`);
  });

  it('keeps the signs that end the sentence', () => {
    for (const end of ['.', ')', '。', '！', '?!', "'"])
      expect(cleanUrl(`https://b.example/j?sid=abc${end}`), end).toBe(`https://b.example/j${end}`);
  });

  it('loses each parameter that belongs to the reader, also where it is encoded', () => {
    const isReaders = (part: string): boolean => part === 'Nadia T';
    for (const value of ['Nadia+T', 'Nadia%20T'])
      expect(cleanText(`https://b.example/j?phone=${value}&jk=7`, isReaders)).toBe('https://b.example/j?jk=7');
    expect(cleanUrl('https://b.example/j?q=Nadia+T')).toBe('https://b.example/j?q=Nadia+T');
  });
});

describe('a key in a text', () => {
  it.each([
    ['session=abc123', 'session=[…]'],
    ['my_api-key : 9f8e7d', 'my_api-key : […]'],
    ['Authorization: Bearer abc123def', 'Authorization: Bearer […]'],
    ['csrf_token=abc123;lang=en', 'csrf_token=[…];lang=en'],
    ['sid="x" then PHPSESSID=abc123, done', 'sid="x" then PHPSESSID=[…], done'],
    ['eyJhbGciOiJIUzI1NiJ9.e30.abc done', '[…] done'],
  ])('is taken out: %s', (text, expected) => {
    expect(cleanText(text)).toBe(expected);
  });

  it.each([
    ['a word of fewer than six signs', 'sid=abc12'],
    ['a word without a digit', 'Token: required'],
    ['another word that ends alike', 'obsession=abc123'],
    ['a short word that begins as a web token does', 'eyJhbGci'],
  ])('is not seen in %s', (_case, text) => {
    expect(cleanText(text)).toBe(text);
  });
});
