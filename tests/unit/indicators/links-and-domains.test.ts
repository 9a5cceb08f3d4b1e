import { describe, expect, it } from 'vitest';
import { canonical } from '../../../utils/indicators/canonical.ts';
import { canonicalDomain, registrableDomain } from '../../../utils/indicators/canonical-domain.ts';
import { asciiHost, parseLink, unicodeHost } from '../../../utils/indicators/link.ts';

describe('parseLink', () => {
  it('reads host, path and query, decoded, with the first of each parameter', () => {
    const { query, ...rest } = parseLink(' HTTPS://me@WWW2.Example.com:8080//A%20b//c%?x=1&x=2&y%20z=%41&=3&w#?q=1 ')!;
    expect(rest).toEqual({ host: 'example.com', segments: ['A b', 'c%'] });
    expect([...query]).toEqual([
      ['x', '1'],
      ['y z', 'A'],
      ['w', ''],
    ]);
  });

  it.each([
    ['example.com', 'example.com'],
    ['//example.com/', 'example.com'],
    ['mailto:example.com', 'example.com'],
    ['www.example.com', 'example.com'],
    ['www1.example.com', 'example.com'],
    ['www12.example.com', 'www12.example.com'],
    ['a.www.example.com', 'a.www.example.com'],
    ['example.com#top', 'example.com'],
    ['example.com?x', 'example.com'],
  ])('finds the host of %s', (raw, host) => {
    expect(parseLink(raw)).toMatchObject({ host });
  });

  it.each(['', 'localhost', 'a b.example', 'example.com:port', 'a@b@c.example', 'x example.com', '.', 'a..b'])(
    'finds none in %j',
    (raw) => {
      expect(parseLink(raw)).toBeNull();
    },
  );

  it('has no query and no path where there is none', () => {
    expect(parseLink('example.com')).toEqual({ host: 'example.com', segments: [], query: new Map() });
  });
});

describe('asciiHost', () => {
  it.each([
    ['EXAMPLE.com.', 'example.com'],
    ['ｅｘａｍｐｌｅ.com', 'example.com'],
    ['ตัวอย่าง.ไทย', 'xn--72c1a1bt4awk9o.xn--o3cw4h'],
    ['a_b.example', 'a_b.example'],
    ['a'.repeat(63), 'a'.repeat(63)],
    ['a'.repeat(64), null],
    [`${'a'.repeat(49)}.`.repeat(5) + 'abc', `${'a'.repeat(49)}.`.repeat(5) + 'abc'],
    [`${'a'.repeat(49)}.`.repeat(5) + 'abcd', null],
    ['a..b', null],
    ['a b', null],
    ['', null],
    ['xn--a', 'xn--a'],
  ])('%s -> %s', (raw, host) => {
    expect(asciiHost(raw)).toBe(host);
  });
});

describe('unicodeHost', () => {
  it('gives the readable form, and null for Punycode that is none', () => {
    expect(unicodeHost('xn--72c1a1bt4awk9o.xn--o3cw4h')).toBe('ตัวอย่าง.ไทย');
    expect(unicodeHost('example.com')).toBe('example.com');
    expect(unicodeHost('xn--\u0080')).toBeNull();
  });
});

describe('registrableDomain', () => {
  it.each([
    ['a.b.example.co.th', 'example.co.th'],
    ['co.th', null],
    ['x.y.github.io', 'y.github.io'],
    ['github.io', null],
    ['shop.goldjob.wordpress.com', 'goldjob.wordpress.com'],
    ['wordpress.com', null],
    ['notwordpress.com', 'notwordpress.com'],
    ['192.0.2.7', '192.0.2.7'],
    ['example.zzqq', null],
    ['xn--72c1a1bt4awk9o.xn--o3cw4h', 'xn--72c1a1bt4awk9o.xn--o3cw4h'],
  ])('%s -> %s', (host, domain) => {
    expect(registrableDomain(host)).toBe(domain);
  });
});

describe('canonicalDomain on a shared host', () => {
  it.each([
    ['https://bit.ly//Ab3/x', 'bit.ly/Ab3'],
    ['https://sub.bit.ly/Ab3', 'bit.ly/Ab3'],
    ['https://notbit.ly/Ab3', 'notbit.ly'],
    ['https://drive.google.com/drive/folders/AbC', 'drive.google.com/drive/folders/AbC'],
    ['https://drive.google.com/Drive/Folders/AbC', 'drive.google.com/drive/folders/AbC'],
    ['https://drive.google.com/drive/folders/', null],
    ['https://drive.google.com/open?x=1&id=AbC', 'drive.google.com/open?id=AbC'],
    ['https://drive.google.com/open?id=', null],
    ['https://drive.google.com/open', null],
    ['https://forms.microsoft.com/r/AbC', 'forms.office.com/r/AbC'],
    ['https://invite.viber.com/?g2=AbC', 'invite.viber.com/?g2=AbC'],
    ['https://invite.viber.com/x', null],
    ['https://www.tiktok.com/@Gold.HR/video/1', 'tiktok.com/@gold.hr'],
    ['https://www.tiktok.com/@', null],
    ['https://www.tiktok.com/gold', null],
    ['https://jotform.com/Form/123', 'jotform.com/form/123'],
    ['https://jotform.com/123', 'jotform.com/123'],
    ['https://apps.apple.com/th/app/gold/id1', 'apps.apple.com/th/app/gold/id1'],
    ['https://gmail.com/gold', null],
    ['https://vk.ru/Gold', 'vk.com/gold'],
  ])('%s -> %s', (raw, value) => {
    expect(canonicalDomain(raw)).toBe(value);
  });
});

describe('canonical', () => {
  it.each([
    ['xmailto:hr@example.com', null],
    ['MAILTO:hr@example.com', 'hr@example.com'],
    ['hr@example.com?subject=a?b', 'hr@example.com'],
    [' hr@example.com ', 'hr@example.com'],
    ['+hr@example.com', '+hr@example.com'],
    ['hr+a+b@example.com', 'hr@example.com'],
    ['a@b@example.com', null],
    ['a b@example.com', null],
    [`${'a'.repeat(64)}@example.com`, `${'a'.repeat(64)}@example.com`],
    [`${'a'.repeat(65)}@example.com`, null],
    ['...@gmail.com', null],
    ['a.b@gmail.com', 'ab@gmail.com'],
    ['a.b@example.com', 'a.b@example.com'],
    ['hr@co.th', null],
    ['example.com', null],
  ])('e-mail %s -> %s', (raw, value) => {
    expect(canonical('email', raw)).toBe(value);
  });

  const BASE58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
  it.each([
    [`0x${'aB'.repeat(20)}`, `0x${'ab'.repeat(20)}`],
    [`0x${'a'.repeat(39)}`, null],
    [`0x${'a'.repeat(41)}`, null],
    [`ethereum:0x${'a'.repeat(40)}`, `0x${'a'.repeat(40)}`],
    [`x0x${'a'.repeat(40)}`, null],
    [`BC1${'Q'.repeat(11)}`, `bc1${'q'.repeat(11)}`],
    [`bc1${'q'.repeat(71)}`, `bc1${'q'.repeat(71)}`],
    [`bc1${'q'.repeat(10)}`, null],
    [`bc1${'q'.repeat(72)}`, null],
    [`bc1${'b'.repeat(11)}`, null],
    [`bitcoin:1${BASE58.slice(0, 25)}`, `1${BASE58.slice(0, 25)}`],
    [`3${BASE58.slice(0, 34)}`, `3${BASE58.slice(0, 34)}`],
    [`1${BASE58.slice(0, 24)}`, null],
    [`2${BASE58.slice(0, 25)}`, null],
    [`T${BASE58.slice(0, 33)}`, `T${BASE58.slice(0, 33)}`],
    [`T${BASE58.slice(0, 32)}`, null],
    [BASE58.slice(0, 43), BASE58.slice(0, 43)],
    [BASE58.slice(1, 45), BASE58.slice(1, 45)],
    [BASE58.slice(1, 46), null],
    [`UQ${'a-'.repeat(23)}`, `UQ${'a-'.repeat(23)}`],
    [`xUQ${'a-'.repeat(23)}`, null],
  ])('wallet %s -> %s', (raw, value) => {
    expect(canonical('wallet', raw)).toBe(value);
  });

  it('is null for a text that is too long, and keeps codes of invitations as they are', () => {
    expect(canonical('company', `Gold ${'x'.repeat(1_995)}`)).not.toBeNull();
    expect(canonical('company', `Gold ${'x'.repeat(1_996)}`)).toBeNull();
    for (const code of ['join/AbC', 'group/AbC', 'message/AbC', 'channel/AbC', 'link/AbC', 'add/AbC', 'groups/AbC'])
      expect(canonical('telegram', code), code).toBe(code);
    for (const other of ['join/Ab', `join/${'a'.repeat(65)}`, 'xjoin/AbC', 'other/AbC'])
      expect(canonical('telegram', other), other).toBeNull();
    expect(canonical('domain', 'join/AbC')).toBeNull();
    expect(canonical('text', ' 0123456789ABCDEF ')).toBe('0123456789abcdef');
    expect(canonical('text', '0123456789abcdef0')).toBeNull();
  });
});
